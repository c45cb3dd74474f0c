package dev.rostrum.drivers.clock;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Whether anybody keeps the wall clock, as the kernel knows it from whoever does: chrony, ntpd, systemd-timesyncd or PTP
 * (adjtimex(2), on 64-bit Linux). Reading it needs no right; setting is not asked for. Thread-safe.
 */
public final class KernelClock {
    /** Larger than any kernel's {@code struct timex}, which has 208 bytes. */
    private static final long TIMEX_BYTES = 512;

    /** Where {@code maxerror} stands: after {@code modes} with its padding, {@code offset} and {@code freq}. */
    static final long MAX_ERROR_AT = 24;

    /**
     * From this error on, in microseconds, nobody has set the clock for so long that the kernel gives it up. The flag
     * {@code STA_UNSYNC} says something else: it is set too by whoever keeps the clock and wants the kernel to leave the
     * hardware's clock alone. {@code timedatectl} goes by the same rule.
     */
    static final long GIVEN_UP_US = 16_000_000;

    private final Call call;

    /** What the kernel says. */
    public enum Kept {
        /** Somebody has set it, and lately enough. */
        SYNCHRONISED,
        /** Nobody has. */
        UNSYNCHRONISED,
        /** It was not to be asked: a filter of system calls that leaves {@code adjtimex} out. */
        NOT_TOLD
    }

    /** {@code adjtimex}: below 0 where it fails. */
    @FunctionalInterface
    interface Call {
        int adjtimex(MemorySegment timex);
    }

    /** This machine's. */
    public KernelClock() {
        this(new LibC());
    }

    KernelClock(Call call) {
        this.call = call;
    }

    /** How it stands now; some microseconds. */
    public Kept kept() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment timex = arena.allocate(TIMEX_BYTES, Long.BYTES); // all zero: only look
            if (call.adjtimex(timex) < 0) {
                return Kept.NOT_TOLD;
            }
            return timex.get(JAVA_LONG, MAX_ERROR_AT) < GIVEN_UP_US ? Kept.SYNCHRONISED : Kept.UNSYNCHRONISED;
        }
    }

    /** The C library's. */
    private static final class LibC implements Call {
        private final MethodHandle adjtimex = handle();

        @Override
        public int adjtimex(MemorySegment timex) {
            try {
                return (int) adjtimex.invokeExact(timex);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("native call failed", e);
            }
        }

        /** Native access is what this class is for; the launcher allows it by {@code --enable-native-access}. */
        @SuppressWarnings("restricted")
        private static MethodHandle handle() {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("adjtimex"), FunctionDescriptor.of(JAVA_INT, ADDRESS));
        }
    }
}
