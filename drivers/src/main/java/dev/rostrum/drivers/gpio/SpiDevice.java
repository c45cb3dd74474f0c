package dev.rostrum.drivers.gpio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.rostrum.drivers.DeviceException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** A device of the kernel's spidev driver, write only, mode 0, 8 bits. One write is one transfer. */
final class SpiDevice implements AutoCloseable {
    /** From {@code linux/spi/spidev.h}; compared with it in a test. */
    static final long WR_MAX_SPEED_HZ = 0x40046B04L;

    /** Slow enough for long wires, fast enough for a ring: 12 LEDs take 0.5 ms. */
    static final int SPEED_HZ = 1_000_000;

    private final Kernel kernel;
    private final Path path;
    private final int fd;
    private boolean closed;

    private SpiDevice(Kernel kernel, Path path, int fd) {
        this.kernel = kernel;
        this.path = path;
        this.fd = fd;
    }

    /**
     * Opens the device and sets its speed.
     *
     * @throws DeviceException naming it and the overlay or group that would help
     */
    static SpiDevice open(Kernel kernel, Path path) {
        int fd = kernel.open(path.toString(), Kernel.O_WRONLY | Kernel.O_CLOEXEC);
        if (fd < 0) {
            String hint = switch (-fd) {
                case Kernel.ENOENT, Kernel.ENXIO, Kernel.ENODEV ->
                    "; enable spidev in the device tree (on a Jetson: jetson-io.py, 'spi1') and load module spidev";
                case Kernel.EACCES, Kernel.EPERM ->
                    "; add the user to group spi, or allow it in the unit (DeviceAllow=char-spi rw)";
                default -> "";
            };
            throw new DeviceException("SPI device " + path + ": " + Kernel.errnoName(-fd) + hint);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment speed = arena.allocate(JAVA_INT);
            speed.set(JAVA_INT, 0, SPEED_HZ);
            int result = kernel.ioctl(fd, WR_MAX_SPEED_HZ, speed);
            if (result < 0) {
                kernel.close(fd);
                throw new DeviceException("SPI device " + path + ": " + SPEED_HZ + " Hz refused: "
                        + Kernel.errnoName(-result) + "; is it a spidev device?");
            }
        }
        return new SpiDevice(kernel, path, fd);
    }

    /** One transfer of all bytes. */
    void write(byte[] bytes) {
        try (Arena arena = Arena.ofConfined()) {
            int written = kernel.write(fd, arena.allocateFrom(JAVA_BYTE, bytes));
            if (written != bytes.length) {
                throw new DeviceException("SPI device " + path + ": "
                        + (written < 0
                                ? Kernel.errnoName(-written)
                                : written + " of " + bytes.length + " bytes written"));
            }
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            kernel.close(fd);
        }
    }
}
