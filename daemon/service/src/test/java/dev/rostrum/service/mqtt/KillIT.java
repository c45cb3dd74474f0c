package dev.rostrum.service.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.testing.OwnJava;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A publisher that is killed at any moment: what it had written arrives, whole, in order, and once after repeats are
 * removed. Since an event is written before it is sent, the events of one start must arrive without a hole.
 */
class KillIT {
    private static final JsonMapper MAPPER = new JsonMapper();

    @TempDir
    Path folder;

    /** Boot to the number of events that it said to have written. */
    private final Map<String, Long> written = new ConcurrentHashMap<>();

    private final List<Thread> readers = new ArrayList<>();

    @Test
    void shouldLoseNothingWrittenInTwentyKills() throws Exception {
        killAndCheck(20, 11);
    }

    @Test
    @Tag("long")
    void shouldLoseNothingWrittenInTwoHundredKills() throws Exception {
        killAndCheck(200, 12);
    }

    private void killAndCheck(int kills, long seed) throws Exception {
        Random random = new Random(seed);
        try (Mosquitto broker = Mosquitto.start(folder, "persistence true", "persistence_location " + folder + "/");
                Observer observer = new Observer(broker.uri(), "rostrum/v1/doomed/#")) {
            boolean away = false;
            for (int kill = 1; kill <= kills; kill++) {
                if (kill % 4 == 0) {
                    broker.stop();
                    away = true;
                }
                Process process = start(broker, "boot-" + kill, "flood");
                awaitWritten("boot-" + kill, random.nextInt(200));
                LockSupport.parkNanos(random.nextLong(Duration.ofMillis(20).toNanos()));
                process.destroyForcibly().waitFor();
                if (away) {
                    broker.up();
                    away = false;
                }
            }
            Process last = start(broker, "boot-last", "drain");
            assertThat(last.waitFor(90, TimeUnit.SECONDS)).isTrue();
            observer.await(
                    Duration.ofSeconds(60),
                    s -> s.payload().contains("\"boot\":\"boot-last\"")
                            && s.payload().contains("\"reason\":\"stopped\""));
            for (Thread reader : readers) {
                reader.join(Duration.ofSeconds(10));
            }
            check(observer.all(), kills);
        }
    }

    private Process start(Mosquitto broker, String boot, String mode) throws IOException {
        Process process = new ProcessBuilder(
                        OwnJava.program(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        OwnJava.classPath(),
                        Doomed.class.getName(),
                        broker.uri(),
                        folder.resolve("outbox").toString(),
                        boot,
                        mode)
                .redirectErrorStream(true)
                .start();
        BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals("up")) {
                readers.add(Thread.ofVirtual().start(() -> listen(boot, lines)));
                return process;
            }
        }
        throw new IOException("the process ended before it was up");
    }

    /** However slow the machine is; none: at once, perhaps before anything is written. */
    private void awaitWritten(String boot, int events) {
        if (events % 10 > 0) {
            Wait.until(Duration.ofSeconds(60), () -> written.getOrDefault(boot, 0L) >= events);
        }
    }

    /** What the process last said to be written, until it is killed. */
    private void listen(String boot, BufferedReader lines) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                long events = line.startsWith("written ") ? Long.parseLong(line.substring("written ".length())) : 0;
                if (events > 0) {
                    written.put(boot, events);
                }
            }
        } catch (IOException | NumberFormatException e) {
            // killed, perhaps in the middle of a line
        }
    }

    /** Boot to its newest event. */
    private static Map<String, String> lastOf(List<Observer.Seen> seen) {
        Map<String, String> last = new LinkedHashMap<>();
        for (Observer.Seen message : seen) {
            JsonNode node = MAPPER.readTree(message.payload());
            if (node.has("event")) {
                last.put(node.path("boot").asString(), message.payload());
            }
        }
        return last;
    }

    private void check(List<Observer.Seen> seen, int kills) {
        Map<String, List<Long>> events = new LinkedHashMap<>();
        for (Observer.Seen message : seen) {
            JsonNode node = MAPPER.readTree(message.payload());
            assertThat(node.path("schema").asInt()).as(message.payload()).isEqualTo(1);
            if (node.has("event")) {
                List<Long> ofBoot = events.computeIfAbsent(node.path("boot").asString(), b -> new ArrayList<>());
                long event = node.path("event").asLong();
                if (!ofBoot.contains(event)) {
                    ofBoot.add(event);
                }
            }
        }
        assertThat(lastOf(seen))
                .as("what is said last of every meeting that a kill cut short")
                .allSatisfy((boot, payload) -> assertThat(payload)
                        .contains("\"kind\":\"ended\",\"reason\":\"lost\"")
                        .contains("\"late\":true"));
        int total = 0;
        for (Map.Entry<String, List<Long>> boot : events.entrySet()) {
            for (int i = 0; i < boot.getValue().size(); i++) {
                assertThat(boot.getValue().get(i)).as("%s", boot.getKey()).isEqualTo(i + 1L);
            }
            assertThat(boot.getValue().size())
                    .as("arrived of what %s had written", boot.getKey())
                    .isGreaterThanOrEqualTo(
                            written.getOrDefault(boot.getKey(), 0L).intValue());
            total += boot.getValue().size();
        }
        assertThat(events.keySet()).containsAll(written.keySet());
        assertThat(written).as("starts that said what they had written").hasSizeGreaterThan(kills / 2);
        assertThat(events.size()).as("starts that wrote anything").isGreaterThan(kills / 2);
        assertThat(total).isGreaterThan(kills * 20);
    }
}
