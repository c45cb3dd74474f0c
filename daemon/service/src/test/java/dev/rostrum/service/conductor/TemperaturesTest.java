package dev.rostrum.service.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemperaturesTest {
    @TempDir
    Path folder;

    @Test
    void shouldReadEveryZoneThatCanBeRead() throws IOException {
        zone(0, "CPU-therm\n", "48500\n");
        zone(1, "tj_thermal\n", "-1250\n");
        zone(2, "CPU-therm\n", "51000\n");
        Files.writeString(Files.createDirectory(folder.resolve("thermal_zone3")).resolve("type"), "GPU-therm\n");
        zone(4, "PLL\n", "off\n");
        Files.createDirectory(folder.resolve("cooling_device0"));
        assertThat(new Temperatures(folder).figures())
                .isEqualTo(Map.of("temperature.cpu-therm-c", 51.0, "temperature.tj-thermal-c", -1.25));
    }

    @Test
    void shouldSayNothingWhereTheBoardHasNoZones() {
        assertThat(new Temperatures(folder.resolve("nowhere")).figures()).isEmpty();
    }

    private void zone(int number, String type, String temperature) throws IOException {
        Path zone = Files.createDirectory(folder.resolve("thermal_zone" + number));
        Files.writeString(zone.resolve("type"), type);
        Files.writeString(zone.resolve("temp"), temperature);
    }
}
