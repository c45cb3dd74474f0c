package dev.rostrum.drivers.led;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.drivers.DeviceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysfsLightTest {
    private static final Glow LIT = new Glow("listening", true, Colour.GREEN);
    private static final Glow DARK = Glow.dark("muted");

    private final AtomicLong nowNs = new AtomicLong();

    @TempDir
    Path leds;

    @BeforeEach
    void makeLed() throws IOException {
        Files.createDirectory(leds.resolve("rostrum"));
        put("max_brightness", "255\n");
        put("brightness", "0");
    }

    @Test
    void shouldWriteFullBrightnessWhereNoTimerExists() throws IOException {
        put("trigger", "[none] mmc0 heartbeat");
        try (SysfsLight light = new SysfsLight(leds, "rostrum", nowNs::get)) {
            light.show(LIT);
            assertThat(get("brightness")).isEqualTo("255");
            light.show(DARK);
            assertThat(get("brightness")).isEqualTo("0");
            assertThat(light.darkening()).isEqualTo(Light.Darkening.STOP_COMMAND);
            light.show(LIT);
        }
        assertThat(get("brightness")).isEqualTo("0");
    }

    @Test
    void shouldArmTheKernelTimerAndReArmItOnlyWhileRefreshed() throws IOException {
        put("trigger", "none [heartbeat] transient");
        SysfsLight light = new SysfsLight(leds, "rostrum", nowNs::get);
        assertThat(get("trigger")).isEqualTo("transient");
        assertThat(get("state")).isEqualTo("1");
        assertThat(light.darkening()).isEqualTo(Light.Darkening.KERNEL_TIMER);

        light.show(LIT);
        assertThat(get("activate")).isEqualTo("1");

        // the kernel's timer ran out: a refresh within the promised interval must arm it again
        put("activate", "expired");
        nowNs.addAndGet(100_000_000L);
        light.show(LIT);
        assertThat(get("activate")).isEqualTo("expired");
        nowNs.addAndGet(Light.REFRESH_MS * 1_000_000L);
        light.show(LIT);
        assertThat(get("activate")).isEqualTo("1");
        assertThat(Long.parseLong(get("duration"))).isBetween(2 * Light.REFRESH_MS, 4 * Light.REFRESH_MS);
    }

    @Test
    void shouldNotTakeATriggerForOneWhoseNameContainsIt() throws IOException {
        put("trigger", "[none] my-transient-thing");

        assertThat(new SysfsLight(leds, "rostrum", nowNs::get).darkening()).isEqualTo(Light.Darkening.STOP_COMMAND);
    }

    @Test
    void shouldNameTheLightsThatExist() {
        assertThatThrownBy(() -> new SysfsLight(leds, "power", nowNs::get))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("'power'")
                .hasMessageContaining("rostrum");
    }

    @Test
    void shouldNameTheAttributeThatFails() {
        assertThatThrownBy(() -> new SysfsLight(leds, "rostrum", nowNs::get))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("rostrum/trigger");
    }

    private void put(String attribute, String value) throws IOException {
        Files.writeString(leds.resolve("rostrum").resolve(attribute), value);
    }

    private String get(String attribute) throws IOException {
        return Files.readString(leds.resolve("rostrum").resolve(attribute));
    }
}
