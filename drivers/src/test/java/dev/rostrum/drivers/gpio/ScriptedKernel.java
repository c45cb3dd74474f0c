package dev.rostrum.drivers.gpio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A kernel with some GPIO chips in memory. Written from the documentation of the interface, with numbers of its own, so
 * that a wrong offset or request number in the driver does not find its twin here.
 */
final class ScriptedKernel implements Kernel {
    record Line(String name, String consumer) {}

    record Chip(String label, List<Line> lines) {}

    /** What was asked of a line. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, only looked into
    record Request(String path, int offset, byte[] bytes) {}

    final Map<String, Chip> chips = new HashMap<>();
    final Map<String, Integer> openErrors = new HashMap<>();
    final List<Request> requests = new ArrayList<>();
    final List<Integer> values = new ArrayList<>();
    final List<byte[]> written = new ArrayList<>();
    final Set<Integer> openFds = new HashSet<>();
    final LinkedBlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
    volatile int pollError;
    int requestError;
    private final Map<Integer, String> paths = new HashMap<>();
    private int nextFd = 40;

    @Override
    public synchronized int open(String path, int flags) {
        if (openErrors.containsKey(path)) {
            return -openErrors.get(path);
        }
        if (!chips.containsKey(path) && !path.contains("spidev")) {
            return -2;
        }
        paths.put(nextFd, path);
        openFds.add(nextFd);
        return nextFd++;
    }

    @Override
    public synchronized int ioctl(int fd, long request, MemorySegment argument) {
        Chip chip = chips.getOrDefault(paths.getOrDefault(fd, ""), new Chip("none", List.of()));
        return switch ((int) request) {
            case 0x8044B401 -> chipInfo(chip, argument);
            case 0xC100B405 -> lineInfo(chip, argument);
            case 0xC250B407 -> getLine(fd, argument);
            case 0xC010B40E -> 0;
            case 0xC010B40F -> {
                assertMask(argument);
                values.add((int) argument.get(JAVA_LONG, 0));
                yield 0;
            }
            case 0x40046B04 -> argument.get(JAVA_INT, 0) > 0 ? 0 : -22;
            default -> -25;
        };
    }

    @Override
    public int poll(int fd, int timeoutMs) {
        if (pollError != 0) {
            return pollError;
        }
        if (events.peek() != null) {
            return 1;
        }
        LockSupport.parkNanos(1_000_000);
        return 0;
    }

    @Override
    public int read(int fd, MemorySegment buffer) {
        byte[] next = events.poll();
        if (next == null) {
            return -11;
        }
        MemorySegment.copy(next, 0, buffer, JAVA_BYTE, 0, next.length);
        return next.length;
    }

    @Override
    public synchronized int write(int fd, MemorySegment buffer) {
        written.add(buffer.toArray(JAVA_BYTE));
        return (int) buffer.byteSize();
    }

    @Override
    public synchronized int close(int fd) {
        return openFds.remove(fd) ? 0 : -9;
    }

    private static int chipInfo(Chip chip, MemorySegment info) {
        put(info, 0, "gpiochip0");
        put(info, 32, chip.label());
        info.set(JAVA_INT, 64, chip.lines().size());
        return 0;
    }

    private static int lineInfo(Chip chip, MemorySegment info) {
        int offset = info.get(JAVA_INT, 64);
        if (offset >= chip.lines().size()) {
            return -22;
        }
        Line line = chip.lines().get(offset);
        put(info, 0, line.name());
        put(info, 32, line.consumer());
        info.set(JAVA_LONG, 72, line.consumer().isEmpty() ? 0L : 1L);
        return 0;
    }

    private int getLine(int fd, MemorySegment request) {
        int offset = request.get(JAVA_INT, 0);
        requests.add(new Request(paths.getOrDefault(fd, ""), offset, request.toArray(JAVA_BYTE)));
        if (requestError != 0) {
            return -requestError;
        }
        openFds.add(nextFd);
        request.set(JAVA_INT, 588, nextFd++);
        return 0;
    }

    private static void assertMask(MemorySegment values) {
        if (values.get(JAVA_LONG, 8) != 1) {
            throw new AssertionError("mask=" + values.get(JAVA_LONG, 8));
        }
    }

    private static void put(MemorySegment at, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        MemorySegment.copy(bytes, 0, at, JAVA_BYTE, offset, bytes.length);
    }
}
