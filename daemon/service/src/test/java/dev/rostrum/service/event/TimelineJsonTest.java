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
        TimelineJson.Timeline read = TimelineJson.read(text.lines().toList());

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
                        {"format":"rostrum-events","version":2,"recording":"meeting","rate":16000}
                        {"topic":"meeting","position":0,"kind":"started","meeting":1,"from":0}
                        {"topic":"correction","position":32000,"batch":7,"changes":[\
                        {"op":"replace","turn":{"id":4,"revision":1,"speaker":"S2","from":16000,"to":24000,\
                        "stage":"closed","certainty":"confirmed","confidence":0.75,\
                        "azimuth":30.0,"azimuthConfidence":0.75}},{"op":"withdraw","id":5,"revision":2}]}
                        """);
    }

    /** Over MQTT a turn is told with the same fields; figures that are rounded there are as they are here. */
    @Test
    void shouldKeepEveryFigureAsItIs() {
        SpeechTurn turn = new SpeechTurn(
                1,
                0,
                new SpeakerId(1),
                1,
                9_007_199_254_740_993L,
                Stage.OPEN,
                Certainty.PROVISIONAL,
                0.12345679f,
                Optional.of(new Bearing(123.45678901234568, 0.9876543f)));
        List<TimelineEvent> events = List.of(new TimelineEvent.TurnStarted(Long.MAX_VALUE, turn));

        List<String> lines = TimelineJson.lines(STREAM, events).lines().toList();

        assertThat(TimelineJson.read(lines).events()).isEqualTo(events);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"topic\":\"meeting\",\"position\":1   | line 2: no JSON",
                "[]                                 | line 2: a JSON object is expected",
                "{\"topic\":\"meeting\",\"position\":1,\"kind\":\"gap\",\"from\":1,\"to\":2} {} | line 2: something follows the JSON",
                "{\"position\":1}                   | line 2: 'topic' is missing",
                "{\"topic\":\"x\",\"position\":1}   | line 2: 'topic' is x, which is unknown",
                "{\"topic\":\"meeting\",\"kind\":\"gap\"} | line 2: 'position' is missing",
                "{\"topic\":\"meeting\",\"position\":1,\"kind\":\"gap\"} | line 2: 'from' is missing",
                "{\"topic\":\"meeting\",\"position\":\"1\"} | line 2: 'position' is of another kind",
                "{\"topic\":\"meeting\",\"position\":1.5} | line 2: 'position' is 1.5, which cannot stand there",
                "{\"topic\":\"correction\",\"position\":1,\"batch\":1,\"changes\":3}   | line 2: 'changes' is of another kind",
                "{\"topic\":\"correction\",\"position\":1,\"batch\":1,\"changes\":[{\"op\":\"x\"}]} | line 2: 'changes[0].op' is x, which is unknown",
                "{\"topic\":\"correction\",\"position\":1,\"batch\":1,\"changes\":[{\"op\":\"replace\",\"turn\":{\"id\":1}}]} | line 2: 'changes[0].turn.revision' is missing"
            })
    void shouldNameTheLineThatIsWrong(String line, String problem) {
        String head = TimelineJson.lines(STREAM, List.of()).strip();

        assertThatThrownBy(() -> TimelineJson.read(List.of(head, line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(problem);
    }

    @Test
    void shouldAskForTheLineOfTheStream() {
        String event = TimelineJson.line(new TimelineEvent.MeetingStarted(0, 1, 0));

        assertThatThrownBy(() -> TimelineJson.read(List.of(event))).hasMessageStartingWith("line 1: a file");
        assertThatThrownBy(() -> TimelineJson.read(List.of())).hasMessageStartingWith("line 1: a file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "{\"schema\":1,\"type\":\"stream\",\"recording\":\"m\",\"sample_rate_hz\":16000} | 1",
                "{\"format\":\"rostrum-events\",\"version\":3,\"rooms\":[]}                        | 3"
            })
    void shouldRefuseFilesOfOtherVersionsAndSayWhatToDo(String head, String version) {
        assertThatThrownBy(() -> TimelineJson.read(List.of(head)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "line 1: events of version " + version + ", this Rostrum reads version 2: write them anew with"
                                + " 'rostrum replay', or read them with the Rostrum that wrote them");
    }
}
