package dev.rostrum.service.time;

import dev.rostrum.drivers.clock.KernelClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the wall clock can be trusted: the kernel knows it from whoever keeps it, be that chrony, ntpd, PTP or
 * systemd-timesyncd. Of the last we also know that it runs: it makes a folder when it starts
 * (systemd-timesyncd.service(8)). Any thread.
 */
public final class TimeService {
    /** Stands in the degraded state while the time service runs and has not set the clock. */
    public static final String NOT_SYNCHRONISED = "clock-not-synchronised";

    /** Why the clock is not trusted where the kernel may not be asked, for people. */
    public static final String NOT_TOLD =
            "the kernel does not say whether the clock is synchronised, so it is not trusted";

    /** What to do about that, for people. */
    public static final String LET_IT_BE_ASKED =
            "the service's SystemCallFilter must allow adjtimex and clock_adjtime, and ProtectClock be off";

    private static final Logger LOG = LoggerFactory.getLogger(TimeService.class);

    private final Path folder;
    private final Supplier<KernelClock.Kept> kernel;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * A clock that was not looked at yet.
     *
     * @param folder {@code /run/systemd/timesync}, or what stands for it in a test
     * @param kernel what it says of the clock
     */
    public TimeService(Path folder, Supplier<KernelClock.Kept> kernel) {
        this.folder = folder;
        this.kernel = kernel;
    }

    /** The clock was set and can be trusted. */
    public boolean holds() {
        return switch (kernel.get()) {
            case SYNCHRONISED -> true;
            case UNSYNCHRONISED -> false;
            case NOT_TOLD -> {
                if (told.compareAndSet(false, true)) {
                    LOG.warn("event=clock-not-told: {}; {}", NOT_TOLD, LET_IT_BE_ASKED);
                }
                yield false;
            }
        };
    }

    /** {@link #NOT_SYNCHRONISED} while somebody is there who should set the clock and has not. */
    public Optional<String> trouble() {
        return Files.isDirectory(folder) && !holds() ? Optional.of(NOT_SYNCHRONISED) : Optional.empty();
    }
}
