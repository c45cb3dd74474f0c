package dev.rostrum.service.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.mqtt.link.MqttSettings;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is said of a meeting that ended, against its turns after all corrections, counted sample by sample. */
class LastMeetingTest {
    private final ManualTime time = new ManualTime();
    private final SimulatedBroker broker = new SimulatedBroker();
    private final MqttPublisher publisher =
            new MqttPublisher(MqttSettings.defaults(), Scenes.identity("r1"), Scenes.ports(time), broker);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldAgreeWithTheFinalTurns(long seed) {
        RandomMeeting meeting = new RandomMeeting(seed, 1000);
        publisher.step();
        publisher.onEvent(meeting.start(1));
        for (int i = 0; i < 300; i++) {
            publisher.onEvent(meeting.next());
            publisher.step();
        }
        meeting.closeAll().forEach(publisher::onEvent);
        assertThat(said()).isEmpty();
        publisher.onEvent(meeting.end(1));
        publisher.step();

        JsonNode last = new JsonMapper().readTree(said().getLast());
        Map<String, BitSet> truth = samples(meeting.lines());
        long all = truth.values().stream().mapToLong(BitSet::cardinality).sum();
        BitSet speech = new BitSet();
        BitSet overlap = new BitSet();
        truth.values().forEach(own -> {
            BitSet twice = (BitSet) own.clone();
            twice.and(speech);
            overlap.or(twice);
            speech.or(own);
        });
        assertThat(last.path("speakers")).hasSameSizeAs(truth.keySet());
        for (JsonNode speaker : last.path("speakers")) {
            BitSet own = truth.getOrDefault(speaker.path("speaker").asString(), new BitSet());
            assertThat(own.isEmpty()).as("%s", speaker).isFalse();
            assertThat(speaker.path("share").asDouble()).isCloseTo((double) own.cardinality() / all, within(0.0006));
        }
        assertThat(last.path("overlapShare").asDouble())
                .isCloseTo((double) overlap.cardinality() / speech.cardinality(), within(0.0006));
        assertThat(last.path("revision").asInt()).as("corrected on the way").isPositive();
        assertThat(new Schemas().complaints("last-meeting", last.toString())).isEmpty();
    }

    @Test
    void shouldTellWhenItWasAndKeepItUntilTheNextEnds() {
        publisher.step();
        time.advance(Duration.ofSeconds(10));
        publisher.onEvent(Scenes.meetingStarted(1)); // its first sample is spoken now, at 08:00:10
        publisher.onEvent(Scenes.started(Scenes.turn(1, 1, 0, 1, Stage.OPEN)));
        time.advance(Duration.ofSeconds(60));
        publisher.onEvent(end(1, 62, 60)); // told two seconds after
        publisher.onEvent(Scenes.meetingStarted(2));
        publisher.step();
        publisher.step();

        assertThat(said()).hasSize(1);
        assertThat(said().getLast())
                .startsWith("{\"meeting\":1,\"begin\":\"2026-11-23T08:00:10Z\",\"end\":\"2026-11-23T08:01:08Z\"")
                .contains("\"revision\":0");

        publisher.onEvent(end(2, 70, 70));
        publisher.step();
        assertThat(said()).hasSize(2);
        assertThat(said().getLast()).startsWith("{\"meeting\":2,").contains("\"speakers\":[]");
    }

    private List<String> said() {
        return broker.payloadsOn("/last-meeting");
    }

    private static RoomEvent end(long meeting, long toldSecond, long endSecond) {
        return new RoomEvent.Timeline(
                new TimelineEvent.MeetingEnded(toldSecond * Scenes.RATE, meeting, endSecond * Scenes.RATE));
    }

    private static Map<String, BitSet> samples(Set<String> lines) {
        Map<String, BitSet> speakers = new TreeMap<>();
        for (String line : lines) {
            String[] fields = line.split(" ", -1);
            speakers.computeIfAbsent(fields[2], s -> new BitSet())
                    .set(Integer.parseInt(fields[0]), Integer.parseInt(fields[1]));
        }
        return speakers;
    }
}
