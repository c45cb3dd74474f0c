package dev.rostrum.service.mqtt.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.mqtt.Scenes;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.outbox.Outbox.Lane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
    @TempDir
    Path folder;

    @Test
    void shouldKeepOrderAcrossLanesAndMarkWhatIsSentAgain() {
        try (Outbox outbox = new Outbox(Scenes.store(folder), 0)) {
            append(outbox, Lane.TURN, 1);
            append(outbox, Lane.RECORD, 2);
            append(outbox, Lane.TURN, 3);
            assertThat(drain(outbox)).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
            outbox.settle(2);
            outbox.restart();
            assertThat(drain(outbox)).containsExactly("{\"late\":true,\"n\":1}", "{\"late\":true,\"n\":3}");
        }
    }

    @Test
    void shouldFindAgainAfterAKillAllThatWasNotSettled() {
        Outbox killed = new Outbox(Scenes.store(folder), 0);
        for (int n = 1; n <= 5000; n++) {
            append(killed, n % 10 == 0 ? Lane.RECORD : Lane.TURN, n);
        }
        drain(killed);
        for (int n = 1; n <= 2500; n++) {
            killed.settle(n);
        }
        killed.tidy(0);
        // no close: the process is gone, and with it its lock
        killed.close();
        try (Outbox next = new Outbox(Scenes.store(folder), 0)) {
            List<String> found = drain(next);
            assertThat(found).hasSize(2500);
            assertThat(found.getFirst()).isEqualTo("{\"late\":true,\"n\":2501}");
            assertThat(found.getLast()).isEqualTo("{\"late\":true,\"n\":5000}");
        }
    }

    @Test
    void shouldLeaveNothingOnDiskOnceAllIsDelivered() throws IOException {
        try (Outbox outbox = new Outbox(Scenes.store(folder), 0)) {
            for (int n = 1; n <= 30_000; n++) {
                append(outbox, Lane.TURN, n);
            }
            assertThat(bytesOnDisk()).isGreaterThan(1_000_000);
            while (outbox.next()
                    .map(Outbox.Next::ordinal)
                    .map(o -> settle(outbox, o))
                    .isPresent()) {
                // deliver everything
            }
            outbox.tidy(0);
            assertThat(bytesOnDisk()).isZero();
        }
    }

    @Test
    void shouldDropOldestTurnsFirstAndRecordsLast() {
        MqttSettings.Store small = new MqttSettings.Store(Optional.empty(), 100, 1_000_000, Duration.ofHours(1));
        try (Outbox outbox = new Outbox(small, 0)) {
            append(outbox, Lane.RECORD, 1);
            for (int n = 2; n <= 120; n++) {
                append(outbox, Lane.TURN, n);
            }
            assertThat(outbox.dropped()).isEqualTo(20);
            for (int n = 121; n <= 219; n++) {
                append(outbox, Lane.RECORD, n);
            }
            List<String> left = drain(outbox);
            assertThat(left).hasSize(100).startsWith("{\"n\":1}", "{\"n\":121}").endsWith("{\"n\":219}");
            assertThat(outbox.dropped()).isEqualTo(119);
        }
    }

    @Test
    void shouldNeverUseMoreThanItsShareOfTheDisk() throws IOException {
        byte[] incompressible = new byte[10_000];
        new java.util.Random(1).nextBytes(incompressible);
        try (Outbox outbox = new Outbox(Scenes.store(folder), 0)) {
            for (int n = 0; n < 8_000; n++) {
                outbox.append(Lane.TURN, new Segment.Content("rostrum/v1/r1/turn/update", incompressible), 0);
                if (n % 100 == 0) {
                    outbox.tidy(0);
                }
            }
            outbox.tidy(0);
            assertThat(outbox.dropped()).isPositive();
            assertThat(bytesOnDisk()).isBetween(50_000_000L, 64_000_000L);
        }
    }

    @Test
    void shouldTakeMoreThanItsBoundWhereAllOfItIsHandedOver() {
        MqttSettings.Store small = new MqttSettings.Store(Optional.empty(), 100, 1_000_000, Duration.ofHours(1));
        try (Outbox outbox = new Outbox(small, 0)) {
            for (int n = 1; n <= 150; n++) {
                append(outbox, Lane.TURN, n);
                outbox.next();
            }
            assertThat(outbox.size()).as("100 in flight, the rest dropped").isEqualTo(100);
            outbox.restart();
            assertThat(drain(outbox)).hasSize(100);
        }
    }

    @Test
    void shouldGoOnInMemoryWhereTheDiskRefuses() throws IOException {
        Path file = Files.createFile(folder.resolve("a-file"));
        try (Outbox outbox = new Outbox(Scenes.store(file), 0)) {
            append(outbox, Lane.TURN, 1);
            assertThat(outbox.diskFaults()).isPositive();
            assertThat(drain(outbox)).containsExactly("{\"n\":1}");
        }
    }

    @Test
    void shouldLeaveTheFolderToTheProcessThatHasIt() {
        try (Outbox first = new Outbox(Scenes.store(folder), 0);
                Outbox second = new Outbox(Scenes.store(folder), 0)) {
            append(second, Lane.TURN, 1);
            append(first, Lane.TURN, 2);
            assertThat(second.diskFaults()).isPositive();
            assertThat(first.diskFaults()).isZero();
            assertThat(drain(second)).containsExactly("{\"n\":1}");
        }
    }

    private static void append(Outbox outbox, Lane lane, int n) {
        outbox.append(lane, new Segment.Content("t/" + n, ("{\"n\":" + n + "}").getBytes(UTF_8)), 0);
    }

    private static long settle(Outbox outbox, long ordinal) {
        outbox.settle(ordinal);
        return ordinal;
    }

    private static List<String> drain(Outbox outbox) {
        List<String> payloads = new ArrayList<>();
        for (Optional<Outbox.Next> next = outbox.next(); next.isPresent(); next = outbox.next()) {
            payloads.add(new String(next.get().message().payload(), UTF_8));
        }
        return payloads;
    }

    private long bytesOnDisk() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(f -> f.toFile().length()).sum();
        }
    }
}
