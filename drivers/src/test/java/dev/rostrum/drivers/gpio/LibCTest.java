package dev.rostrum.drivers.gpio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibCTest {
    private final LibC libc = new LibC();

    @TempDir
    Path folder;

    @Test
    void shouldReturnTheNegatedErrno() {
        assertThat(libc.open(folder.resolve("gpiochip9").toString(), Kernel.O_RDWR))
                .isEqualTo(-Kernel.ENOENT);
        int fd = libc.open("/dev/null", Kernel.O_RDWR | Kernel.O_CLOEXEC);
        try (Arena arena = Arena.ofConfined()) {
            assertThat(libc.ioctl(fd, GpioAbi.GET_CHIPINFO, arena.allocate(68))).isEqualTo(-Kernel.ENOTTY);
        }
        assertThat(libc.close(fd)).isZero();
        assertThat(libc.close(fd)).as("EBADF").isEqualTo(-9);
    }

    @Test
    void shouldWriteAndReadBytes() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        int fd = libc.open(file.toString(), Kernel.O_WRONLY);
        try (Arena arena = Arena.ofConfined()) {
            assertThat(libc.write(fd, arena.allocateFrom(JAVA_BYTE, (byte) 1, (byte) 2, (byte) 3)))
                    .isEqualTo(3);
        }
        libc.close(fd);
        assertThat(Files.readAllBytes(file)).containsExactly(1, 2, 3);

        int again = libc.open(file.toString(), Kernel.O_RDWR);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(8);
            assertThat(libc.poll(again, 1000) & Kernel.POLLIN).isEqualTo(Kernel.POLLIN);
            assertThat(libc.read(again, buffer)).isEqualTo(3);
            assertThat(buffer.get(JAVA_BYTE, 2)).isEqualTo((byte) 3);
        }
        libc.close(again);
    }
}
