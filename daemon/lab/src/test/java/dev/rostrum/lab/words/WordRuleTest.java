package dev.rostrum.lab.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.SpeechTurn.Certainty;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.replay.EmissionLog;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class WordRuleTest {
    private static final int RATE = 16_000;

    // a speaks to 10 s, b from 10.2 s, with a word of c in the midst of a
    private static final Annotation TURNS =
            Annotation.of(List.of(segment("S1", 0, 10), segment("S2", 10.2, 20), segment("S3", 4, 5)));

    private final WordRule rule = new WordRule(SpeakerTimes.of(TURNS), WordRule.Settings.defaults());

    @Test
    void shouldGiveAWordToWhoeverSpeaksAlone() {
        assertThat(rule.ownerOf(word(1, 1.5)).speaker()).isEqualTo("S1");
        assertThat(rule.ownerOf(word(1, 1.5)).probability()).isEqualTo(1.0);
        assertThat(rule.ownerOf(word(15, 15.2)).speaker()).isEqualTo("S2");
        assertThat(rule.ownerOf(word(15, 15.2)).others()).isEmpty();
    }

    @Test
    void shouldLookAtMoreThanTheMiddle() {
        // its middle, 10.01 s, lies nearer to a's end, but most of what is near it is in b's loose time and later
        assertThat(rule.ownerOf(word(9.2, 10.6)).speaker()).isEqualTo("S1");
        assertThat(rule.ownerOf(word(9.9, 10.9)).speaker()).isEqualTo("S2");
    }

    @Test
    void shouldGiveAWordInALooseEdgeToTheNearerTurn() {
        assertThat(rule.ownerOf(word(10.0, 10.08)).speaker()).isEqualTo("S1");
        assertThat(rule.ownerOf(word(10.12, 10.2)).speaker()).isEqualTo("S2");
    }

    @Test
    void shouldGiveAWordFarFromEverybodyToTheNearestWithoutClaimingToKnow() {
        WordRule.Owner owner = rule.ownerOf(word(30, 30.5));

        assertThat(owner.speaker()).isEqualTo("S2");
        assertThat(owner.probability()).isZero();
    }

    @Test
    void shouldShareOverlapAndLeaveATieToTheOneWhoBegan() {
        WordRule.Owner owner = rule.ownerOf(word(4.4, 4.6));

        assertThat(owner.speaker()).isEqualTo("S1");
        assertThat(owner.probability()).isCloseTo(0.5, within(0.01));
        assertThat(owner.others()).containsOnlyKeys("S3");
    }

    @Test
    void shouldTakeAWordOfNoLength() {
        assertThat(rule.ownerOf(word(12, 12)).speaker()).isEqualTo("S2");
    }

    @Test
    void shouldWeighTurnsByTheirConfidence() {
        WordRule weighing = new WordRule(
                SpeakerTimes.of(TURNS, log(turn(1, 1, 0, 10, 0.3f), turn(2, 2, 10.2, 20, 1f), turn(3, 3, 4, 5, 0.9f))),
                WordRule.Settings.defaults());
        WordRule.Owner owner = weighing.ownerOf(word(4.4, 4.6));

        assertThat(owner.speaker()).isEqualTo("S3");
        assertThat(owner.probability()).isCloseTo(0.9 / 1.2, within(0.01));
        assertThat(weighing.ownerOf(word(2, 2.5)).probability()).isCloseTo(0.3, within(0.01));
    }

    @Test
    void shouldTrustWhatWasPutIntoTheTurnsByHand() {
        SpeakerTimes times = SpeakerTimes.of(TURNS, log(turn(1, 1, 0, 3, 0.4f), turn(2, 2, 10.2, 20, 0.5f)));
        WordRule weighing = new WordRule(times, WordRule.Settings.defaults());

        assertThat(weighing.ownerOf(word(1, 1.5)).probability()).isCloseTo(0.4, within(0.01));
        assertThat(weighing.ownerOf(word(8, 8.5)).probability()).isCloseTo(1, within(0.01));
    }

    @Test
    void shouldRefuseEventsOfOtherTurns() {
        EmissionLog other = log(turn(1, 7, 0, 3, 0.4f));

        assertThatThrownBy(() -> SpeakerTimes.of(TURNS, other))
                .hasMessageContaining("S7")
                .hasMessageContaining("S1, S2, S3");
    }

    @Test
    void shouldRefuseToWorkWithoutTurns() {
        SpeakerTimes none = SpeakerTimes.of(Annotation.empty());

        assertThatThrownBy(() -> new WordRule(none, WordRule.Settings.defaults()))
                .hasMessageContaining("no turns");
    }

    private static EmissionLog log(SpeechTurn... turns) {
        List<TimelineEvent> events = new java.util.ArrayList<>();
        events.add(new TimelineEvent.MeetingStarted(0, 1, 0));
        for (SpeechTurn turn : turns) {
            events.add(new TimelineEvent.TurnStarted(400_000, turn));
        }
        return EmissionLog.of(events, RATE);
    }

    private static SpeechTurn turn(long id, int speaker, double from, double to, float confidence) {
        return new SpeechTurn(
                id,
                0,
                new SpeakerId(speaker),
                Math.round(from * RATE),
                Math.round(to * RATE),
                Stage.OPEN,
                Certainty.CONFIRMED,
                confidence,
                Optional.empty());
    }

    private static Annotation.Segment segment(String speaker, double from, double to) {
        return new Annotation.Segment(speaker, span(from, to));
    }

    private static Word word(double from, double to) {
        return new Word("w", span(from, to), OptionalDouble.empty(), false);
    }

    private static Span span(double from, double to) {
        return new Span(Math.round(from * 1e9), Math.round(to * 1e9));
    }
}
