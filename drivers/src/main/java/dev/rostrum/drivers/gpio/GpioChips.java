package dev.rostrum.drivers.gpio;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.rostrum.drivers.DeviceException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds a chip by label and a line by name, and requests lines. Numbers of chips move between boots and boards, labels and
 * names do not. Keeps no state but the folder of device files.
 */
final class GpioChips {
    private final Kernel kernel;
    private final Path deviceFolder;

    /** Chips are the {@code gpiochip*} of {@code deviceFolder}, normally {@code /dev}. */
    GpioChips(Kernel kernel, Path deviceFolder) {
        this.kernel = kernel;
        this.deviceFolder = deviceFolder;
    }

    /** A chip as it presents itself. */
    record Chip(String path, String label, int lines) {
        @Override
        public String toString() {
            return path + " [" + label + ", " + lines + " lines]";
        }
    }

    /** A line found: its chip, its offset, and who uses it (empty when free). */
    record Found(Chip chip, int offset, String consumer, boolean used) {}

    /** How a line is to be used. */
    enum Direction {
        INPUT,
        OUTPUT
    }

    /**
     * Requests the line and returns its file descriptor, held until closed.
     *
     * @throws DeviceException naming chip, line, who holds it, and what would help
     */
    int request(LineSpec spec, Direction direction) {
        Found found = find(spec);
        int fd = open(found.chip().path(), spec);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = direction == Direction.OUTPUT
                    ? GpioAbi.outputRequest(arena, found.offset(), spec)
                    : GpioAbi.inputRequest(arena, found.offset(), spec);
            int result = kernel.ioctl(fd, GpioAbi.GET_LINE, request);
            if (result < 0) {
                throw GpioFaults.request(spec, found, direction, -result);
            }
            return request.get(JAVA_INT, GpioAbi.REQUEST_FD);
        } finally {
            kernel.close(fd);
        }
    }

    /** Where the line is; throws {@link DeviceException} when there is none. */
    Found find(LineSpec spec) {
        List<Path> files = candidates(spec);
        List<String> seen = new ArrayList<>();
        for (Path file : files) {
            int fd = open(file.toString(), spec);
            try {
                Chip chip = chip(fd, file.toString());
                seen.add(chip.toString());
                if (matches(spec, chip)) {
                    Optional<Found> found = line(fd, chip, spec);
                    if (found.isPresent()) {
                        return found.get();
                    }
                    if (!spec.chip().isBlank()) {
                        throw GpioFaults.noLine(spec, chip, names(fd, chip));
                    }
                }
            } finally {
                kernel.close(fd);
            }
        }
        throw GpioFaults.noChip(spec, seen);
    }

    private List<Path> candidates(LineSpec spec) {
        if (spec.chip().startsWith("/")) {
            return List.of(Path.of(spec.chip()));
        }
        try (Stream<Path> entries = Files.list(deviceFolder)) {
            return entries.filter(p -> p.getFileName().toString().matches("gpiochip\\d+"))
                    .sorted()
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new DeviceException("cannot list " + deviceFolder + " to find " + spec + ": " + e.getMessage(), e);
        }
    }

    private static boolean matches(LineSpec spec, Chip chip) {
        String wanted = spec.chip();
        return wanted.isBlank()
                || wanted.startsWith("/")
                || wanted.equals(chip.label())
                || chip.path().endsWith("/" + wanted);
    }

    private int open(String path, LineSpec spec) {
        int fd = kernel.open(path, Kernel.O_RDWR | Kernel.O_CLOEXEC);
        if (fd < 0) {
            throw GpioFaults.open(spec, path, -fd);
        }
        return fd;
    }

    private Chip chip(int fd, String path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(GpioAbi.CHIP_INFO_BYTES, 8);
            int result = kernel.ioctl(fd, GpioAbi.GET_CHIPINFO, info);
            if (result < 0) {
                throw GpioFaults.notAChip(path, -result);
            }
            return new Chip(path, GpioAbi.name(info, GpioAbi.CHIP_LABEL), info.get(JAVA_INT, GpioAbi.CHIP_LINES));
        }
    }

    private Optional<Found> line(int fd, Chip chip, LineSpec spec) {
        if (spec.byOffset()) {
            int offset = spec.line().length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(spec.line());
            if (offset >= chip.lines()) {
                throw GpioFaults.noOffset(spec, chip);
            }
            return Optional.of(info(fd, chip, offset));
        }
        for (int offset = 0; offset < chip.lines(); offset++) {
            if (lineName(fd, offset).equals(spec.line())) {
                return Optional.of(info(fd, chip, offset));
            }
        }
        return Optional.empty();
    }

    private List<String> names(int fd, Chip chip) {
        List<String> names = new ArrayList<>();
        for (int offset = 0; offset < chip.lines(); offset++) {
            String name = lineName(fd, offset);
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    private String lineName(int fd, int offset) {
        try (Arena arena = Arena.ofConfined()) {
            return GpioAbi.name(lineInfo(arena, fd, offset), GpioAbi.LINE_NAME);
        }
    }

    private Found info(int fd, Chip chip, int offset) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = lineInfo(arena, fd, offset);
            boolean used = (info.get(JAVA_LONG, GpioAbi.LINE_FLAGS) & GpioAbi.FLAG_USED) != 0;
            return new Found(chip, offset, GpioAbi.name(info, GpioAbi.LINE_CONSUMER), used);
        }
    }

    private MemorySegment lineInfo(Arena arena, int fd, int offset) {
        MemorySegment info = arena.allocate(GpioAbi.LINE_INFO_BYTES, 8);
        info.set(JAVA_INT, GpioAbi.LINE_OFFSET, offset);
        int result = kernel.ioctl(fd, GpioAbi.GET_LINEINFO, info);
        if (result < 0) {
            throw new DeviceException("GPIO line offset " + offset + " cannot be read: " + Kernel.errnoName(-result)
                    + "; the character device needs Linux 5.10 or later");
        }
        return info;
    }
}
