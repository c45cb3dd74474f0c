package dev.rostrum.service.health;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd what the daemon does, over the datagram socket that {@code NOTIFY_SOCKET} names (sd_notify(3)). Without that
 * variable every message goes nowhere. Spoken through the foreign function API, because the JDK's Unix sockets are
 * streams only. Thread-safe; never blocks longer than a local send, never throws.
 */
public final class NotifySocket {
    private static final Logger LOG = LoggerFactory.getLogger(NotifySocket.class);

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int MSG_NOSIGNAL_DONTWAIT = 0x4000 | 0x40;
    private static final int SUN_PATH_BYTES = 108;

    private final byte[] address;
    private final Duration watchdog;
    private final MethodHandle socket = call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private final MethodHandle close = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private final MethodHandle sendto =
            call("sendto", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));

    /** @param environment the process's: {@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC}, {@code WATCHDOG_PID} */
    public NotifySocket(Map<String, String> environment) {
        this.address = address(environment.getOrDefault("NOTIFY_SOCKET", ""));
        this.watchdog = address.length == 0 ? Duration.ZERO : watchdog(environment);
    }

    /** Whether anybody listens. */
    public boolean present() {
        return address.length > 0;
    }

    /** How long the service manager waits between two {@code WATCHDOG=1}; zero where it does not wait. */
    public Duration watchdog() {
        return watchdog;
    }

    /**
     * Sends {@code KEY=value} lines, newline-separated.
     *
     * @return false if nobody listens or the send failed (logged)
     */
    public boolean send(String lines) {
        if (!present()) {
            return false;
        }
        byte[] message = lines.getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            int fd = (int) socket.invokeExact(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
            if (fd < 0) {
                return failed();
            }
            MemorySegment body = arena.allocateFrom(JAVA_BYTE, message);
            MemorySegment to = socketAddress(arena);
            long sent = (long) sendto.invokeExact(
                    fd, body, (long) message.length, MSG_NOSIGNAL_DONTWAIT, to, Short.BYTES + address.length);
            int closed = (int) close.invokeExact(fd);
            return (sent == message.length && closed == 0) || failed();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("native call failed", e);
        }
    }

    /** struct sockaddr_un: u16 family, 108 bytes of path. */
    private MemorySegment socketAddress(Arena arena) {
        MemorySegment to = arena.allocate(Short.BYTES + SUN_PATH_BYTES, 2);
        to.set(JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(address, 0, to, JAVA_BYTE, Short.BYTES, address.length);
        return to;
    }

    private static boolean failed() {
        LOG.warn("notify socket does not take messages");
        return false;
    }

    /** A leading @ stands for the zero byte of an abstract socket. */
    private static byte[] address(String socket) {
        byte[] path = socket.getBytes(StandardCharsets.UTF_8);
        if (path.length > SUN_PATH_BYTES || (path.length > 0 && path[0] != '@' && path[0] != '/')) {
            LOG.warn("NOTIFY_SOCKET={} is no path of a local socket", socket);
            return new byte[0];
        }
        if (path.length > 0 && path[0] == '@') {
            path[0] = 0;
        }
        return path;
    }

    /** Zero unless the variable is there and meant for this process. */
    private static Duration watchdog(Map<String, String> environment) {
        String pid = environment.getOrDefault("WATCHDOG_PID", "");
        if (!pid.isEmpty() && !pid.equals(Long.toString(ProcessHandle.current().pid()))) {
            return Duration.ZERO;
        }
        try {
            long microseconds = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0"));
            return Duration.ofNanos(Math.multiplyExact(microseconds, 1000));
        } catch (NumberFormatException | ArithmeticException e) {
            LOG.warn("WATCHDOG_USEC={} is no number of microseconds", environment.get("WATCHDOG_USEC"));
            return Duration.ZERO;
        }
    }

    /** Native access is allowed to the daemon by {@code --enable-native-access}. */
    @SuppressWarnings("restricted")
    private static MethodHandle call(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }
}
