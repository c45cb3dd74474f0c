package dev.rostrum.drivers.gpio;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The C library's system calls through the foreign function API: the native calls of light and button. Thread-safe. */
final class LibC implements Kernel {
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final int POLLFD_BYTES = 8;

    private final MethodHandle open = variadic("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private final MethodHandle ioctl = variadic("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
    private final MethodHandle poll = plain("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private final MethodHandle read = plain("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private final MethodHandle write = plain("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private final MethodHandle close = plain("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    @Override
    public int open(String path, int flags) {
        return call((arena, state) -> (int) open.invokeExact(state, arena.allocateFrom(path), flags, 0));
    }

    @Override
    public int ioctl(int fd, long request, MemorySegment argument) {
        return call((arena, state) -> (int) ioctl.invokeExact(state, fd, request, argument));
    }

    @Override
    public int poll(int fd, int timeoutMs) {
        return call((arena, state) -> {
            // struct pollfd: int fd, short events, short revents
            MemorySegment pollfd = arena.allocate(POLLFD_BYTES, 4);
            pollfd.set(JAVA_INT, 0, fd);
            pollfd.set(JAVA_SHORT, 4, (short) POLLIN);
            int ready = (int) poll.invokeExact(state, pollfd, 1L, timeoutMs);
            return ready > 0 ? Short.toUnsignedInt(pollfd.get(JAVA_SHORT, 6)) : ready;
        });
    }

    @Override
    public int read(int fd, MemorySegment buffer) {
        return call((arena, state) -> (int) (long) read.invokeExact(state, fd, buffer, buffer.byteSize()));
    }

    @Override
    public int write(int fd, MemorySegment buffer) {
        return call((arena, state) -> (int) (long) write.invokeExact(state, fd, buffer, buffer.byteSize()));
    }

    @Override
    public int close(int fd) {
        return call((arena, state) -> (int) close.invokeExact(state, fd));
    }

    /** One call with its scratch memory; -1 becomes the negated errno. */
    private static int call(NativeCall body) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            int result = body.run(arena, state);
            return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("native call failed", e);
        }
    }

    private static MethodHandle variadic(String name, FunctionDescriptor type) {
        // open and ioctl are variadic from their third argument on
        return handle(name, type, Linker.Option.firstVariadicArg(2), Linker.Option.captureCallState("errno"));
    }

    private static MethodHandle plain(String name, FunctionDescriptor type) {
        return handle(name, type, Linker.Option.captureCallState("errno"));
    }

    /** Native access is what this class is for; the launcher allows it by {@code --enable-native-access}. */
    @SuppressWarnings("restricted")
    private static MethodHandle handle(String name, FunctionDescriptor type, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, options);
    }

    @FunctionalInterface
    private interface NativeCall {
        int run(Arena arena, MemorySegment state) throws Throwable;
    }
}
