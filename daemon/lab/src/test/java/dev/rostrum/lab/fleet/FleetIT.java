package dev.rostrum.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.mqtt.Mosquitto;
import dev.rostrum.service.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetIT {
    @TempDir
    Path folder;

    @Test
    void shouldBeSeenWhole() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder)) {
            Fleet.Result result = play(broker, 20, 4);
            assertThat(result.connected()).isEqualTo(20);
            assertThat(result.sent()).isGreaterThan(80);
            assertThat(result.seen()).isEqualTo(result.sent());
            assertThat(result.p99Ms()).isBetween(result.p50Ms(), 5000);
        }
    }

    @Test
    void shouldSayThatNobodyIsThere() throws Exception {
        Mosquitto broker = Mosquitto.start(folder);
        broker.down();
        Fleet fleet = new Fleet(
                new Fleet.Settings("mqtt://localhost:" + broker.port(), 2, Duration.ZERO, Duration.ofSeconds(1)),
                Fleet.carriedRecording(),
                TimeSource.system());
        assertThat(fleet.play(sent -> {}).complete()).isFalse();
    }

    @Test
    @Tag("long")
    void shouldCarryAThousandUnits() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder)) {
            assertThat(play(broker, 1000, 30).complete()).isTrue();
        }
    }

    private static Fleet.Result play(Mosquitto broker, int units, int seconds) throws Exception {
        Fleet.Settings settings =
                new Fleet.Settings(broker.uri(), units, Duration.ofSeconds(1), Duration.ofSeconds(seconds - 1));
        return new Fleet(settings, Fleet.carriedRecording(), TimeSource.system()).play(sent -> {});
    }
}
