package dev.rostrum.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.mqtt.ManualTime;
import dev.rostrum.service.mqtt.MqttPublisher;
import dev.rostrum.service.mqtt.Scenes;
import dev.rostrum.service.mqtt.SimulatedBroker;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.payload.MqttStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day without a broker, all of it a busy meeting: 22 turns a minute, corrected every five seconds. */
class BusyDayTest {
    private static final long HOUR_NS = 3_600_000_000_000L;

    @TempDir
    Path folder;

    @Test
    void shouldNeedAnHoursShareInAnHour() throws IOException {
        assertThat(bytesAfter(1) * 24).isBetween(5_000_000L, 64_000_000L);
    }

    @Test
    @Tag("long")
    void shouldBeHeldWholeInSixtyFourMegabytes() throws IOException {
        assertThat(bytesAfter(24)).isBetween(5_000_000L, 64_000_000L);
    }

    private long bytesAfter(int hours) throws IOException {
        ManualTime time = new ManualTime();
        SimulatedBroker broker = new SimulatedBroker();
        broker.down();
        MqttSettings settings = Scenes.settings(MqttSettings.defaults().broker(), Scenes.store(folder));
        MqttPublisher.Ports ports = Scenes.ports(time);
        MqttPublisher publisher = new MqttPublisher(settings, Scenes.identity("a-room-of-usual-name"), ports, broker);
        RecordedMeeting meeting = new RecordedMeeting(Fleet.carriedRecording(), 0);
        long nowNs = 0;
        while (nowNs < hours * HOUR_NS - 1) {
            long dueNs = Math.min(meeting.dueNs(), hours * HOUR_NS - 1);
            time.advance(Duration.ofNanos(dueNs - nowNs));
            nowNs = dueNs;
            meeting.step().forEach(publisher::onEvent);
            publisher.step();
        }
        MqttStatus day = publisher.status();
        assertThat(day.dropped()).isZero();
        assertThat(day.diskFaults()).isZero();
        assertThat((long) day.waiting()).isEqualTo(day.events()).isGreaterThan(hours * 3600L);
        try (Stream<Path> files = Files.list(folder)) {
            long bytes = files.mapToLong(f -> f.toFile().length()).sum();
            System.out.printf("%d h: %d events, %.1f MB%n", hours, day.events(), bytes / 1e6);
            return bytes;
        } finally {
            publisher.close();
        }
    }
}
