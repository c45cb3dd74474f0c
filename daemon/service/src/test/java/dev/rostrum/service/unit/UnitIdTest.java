package dev.rostrum.service.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.mqtt.payload.MqttTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitIdTest {
    @TempDir
    Path root;

    @Test
    void shouldBeTheBoardsSerialNumber() throws IOException {
        write("proc/device-tree/serial-number", "1423521021234\0");
        card("eth0", "48:b0:2d:aa:bb:cc", true);

        assertThat(new UnitId(root).find()).isEqualTo("1423521021234");
    }

    @Test
    void shouldFitATopicWhateverTheBoardSays() throws IOException {
        write("proc/device-tree/serial-number", " -..-7" + "x".repeat(80) + "\0");

        assertThat(new UnitId(root).find()).hasSize(64).startsWith("7x").satisfies(MqttTopics::new);
    }

    @Test
    void shouldElseBeTheFirstRealCardsAddress() throws IOException {
        write("proc/device-tree/serial-number", "00000000\0");
        card("docker0", "02:42:00:00:00:01", false);
        card("lo", "00:00:00:00:00:00", true);
        card("wlan0", "48:b0:2d:aa:bb:ff", true);
        card("eth0", "48:b0:2d:aa:bb:cc", true);

        assertThat(new UnitId(root).find()).isEqualTo("48b02daabbcc");
    }

    @Test
    void shouldKnowTheBoardByWhatItsMakerWroteOnIt() throws IOException {
        assertThat(new UnitId(root).serial()).isEmpty();
        assertThat(new UnitId(root).model()).isEmpty();

        write("sys/class/dmi/id/product_name", "NUC7\n");
        assertThat(new UnitId(root).model()).contains("NUC7");

        write("proc/device-tree/model", "Raspberry Pi 5 Model B Rev 1.0\0");
        write("proc/device-tree/serial-number", "1423521021234\0");
        assertThat(new UnitId(root).model()).contains("Raspberry Pi 5 Model B Rev 1.0");
        assertThat(new UnitId(root).serial()).contains("1423521021234");
    }

    @Test
    void shouldNeverBeTheMachineId() throws IOException {
        write("etc/machine-id", "0123456789abcdef0123456789abcdef\n");

        assertThat(new UnitId(root).find()).isEqualTo("rostrum");
    }

    private void card(String name, String address, boolean real) throws IOException {
        write("sys/class/net/" + name + "/address", address + "\n");
        if (real) {
            Files.createDirectory(root.resolve("sys/class/net").resolve(name).resolve("device"));
        }
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
