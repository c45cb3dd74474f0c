package dev.rostrum.model.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountsTest {
    @Test
    void shouldGoByTheMountThatLiesOnTop() {
        Mounts mounts = new Mounts(List.of(
                "1 0 8:1 / / rw,relatime - ext4 /dev/a rw",
                "2 1 0:2 / /home rw,noexec,relatime shared:3 - ext4 /dev/b rw",
                "3 2 0:3 / /home/ann\\040lee rw - ext4 /dev/c rw",
                "4 1 0:4 / /var rw,noexec - tmpfs t rw",
                "5 1 0:5 / /var rw - tmpfs t rw,noexec"));

        assertThat(mounts.forbidPrograms(Path.of("/opt/x"))).isFalse();
        assertThat(mounts.forbidPrograms(Path.of("/home/bob/.cache"))).isTrue();
        assertThat(mounts.forbidPrograms(Path.of("/homestead"))).isFalse();
        assertThat(mounts.forbidPrograms(Path.of("/home/ann lee/.cache"))).isFalse();
        assertThat(mounts.forbidPrograms(Path.of("/var/cache"))).isFalse();
    }

    @Test
    void shouldReadThisMachines() {
        // this Java runs from there
        assertThat(Mounts.here().forbidPrograms(Path.of(System.getProperty("java.home"))))
                .isFalse();
    }
}
