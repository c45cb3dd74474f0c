package dev.rostrum.service.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.RandomTimeline;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.SpeechTurn.Certainty;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.diarization.timeline.TimelineEvent;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineJsonTest {
    private static final TimelineJson.Stream STREAM = new TimelineJson.Stream("meeting", 16_000);

    @Property(tries = 100)
    void shouldReadWhatItWrote(@ForAll long seed) {
        List<TimelineEvent> events = RandomTimeline.events(new Random(seed));

        String text = TimelineJson.lines(STREAM, events);
        TimelineJsonReader.Timeline read = TimelineJsonReader.read(text.lines().toList());

        assertThat(read.stream()).isEqualTo(STREAM);
        assertThat(read.events()).isEqualTo(events);
        assertThat(TimelineJson.lines(STREAM, read.events())).isEqualTo(text);
    }

    @Test
    void shouldWriteOneObjectALine() {
        SpeechTurn turn = new SpeechTurn(
                4,
                1,
                new SpeakerId(2),
                16_000,
                24_000,
                Stage.CLOSED,
                Certainty.CONFIRMED,
                0.75f,
                Optional.of(new Bearing(30, 0.75f)));

        assertThat(TimelineJson.lines(
                        STREAM,
                        List.of(
                                new TimelineEvent.MeetingStarted(0, 1, 0),
                                new TimelineEvent.Correction(
                                        32_000,
                                        7,
                                        List.of(
                                                new TimelineEvent.TurnChange.Replaced(turn),
                                                new TimelineEvent.TurnChange.Withdrawn(5, 2))))))
                .isEqualTo("""
                        {"schema":1,"type":"stream","recording":"meeting","sample_rate_hz":16000}
                        {"schema":1,"type":"meeting-started","emitted_at_samples":0,"meeting":1,"from_samples":0}
                        {"schema":1,"type":"correction","emitted_at_samples":32000,"batch":7,"changes":[\
                        {"change":"replaced","turn":{"id":4,"revision":1,"speaker":2,"from_samples":16000,\
                        "to_samples":24000,"stage":"closed","certainty":"confirmed","confidence":0.75,\
                        "azimuth_degrees":30.0,"azimuth_confidence":0.75}},{"change":"withdrawn","id":5,"revision":2}]}
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"schema\":1                                          | line 2: no JSON",
                "[]                                                     | line 2: a line holds one JSON object",
                "{\"schema\":1} {}                                      | line 2: a line holds one JSON object",
                "{\"type\":\"stream-gap\"}                              | line 2: 'schema' is missing",
                "{\"schema\":2,\"type\":\"stream-gap\"}                 | line 2: schema 2, this reader knows 1",
                "{\"schema\":1,\"type\":\"stream-gap\"}                 | line 2: 'emitted_at_samples' is missing",
                "{\"schema\":1,\"emitted_at_samples\":1,\"type\":\"x\"} | line 2: type 'x' is unknown",
                "{\"schema\":1,\"emitted_at_samples\":\"1\"}            | line 2: 'emitted_at_samples' is 1",
                "{\"schema\":1,\"emitted_at_samples\":1.5}              | line 2: For input string: \"1.5\"",
                "{\"schema\":1,\"emitted_at_samples\":1,\"type\":\"correction\",\"batch\":1,\"changes\":[3]} | line 2: 'changes' holds"
            })
    void shouldNameTheLineThatIsWrong(String line, String problem) {
        assertThatThrownBy(() -> TimelineJsonReader.read(List.of(TimelineJson.line(STREAM), line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(problem);
    }

    @Test
    void shouldAskForTheLineOfTheStream() {
        String event = TimelineJson.line(new TimelineEvent.MeetingStarted(0, 1, 0));

        assertThatThrownBy(() -> TimelineJsonReader.read(List.of(event))).hasMessageStartingWith("line 1: a file");
        assertThatThrownBy(() -> TimelineJsonReader.read(List.of())).hasMessageStartingWith("line 1: a file");
    }
}
