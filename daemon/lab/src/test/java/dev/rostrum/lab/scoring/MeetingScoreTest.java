package dev.rostrum.lab.scoring;

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
import dev.rostrum.service.annotation.Spans;
import dev.rostrum.service.replay.EmissionLog;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Figures of small meetings that can be counted by hand; positions at 1000 Hz, so one sample is a millisecond. */
class MeetingScoreTest {
    private static final int RATE = 1000;
    private static final long MS = 1_000_000L;
    private static final ScoredRegion ALL = ScoredRegion.uem(Spans.of(0, 20_000 * MS));

    /** a: 0 to 10 s; b: 8 to 14 s; c: 15 to 16 s. */
    private final Annotation reference =
            Annotation.of(List.of(segment("a", 0, 10_000), segment("b", 8_000, 14_000), segment("c", 15_000, 16_000)));

    @Test
    void shouldSplitErrorsBySingleSpeakersAndOverlap() {
        Annotation found = Annotation.of(List.of(segment("x", 0, 9_000), segment("y", 10_000, 15_500)));

        LabelScore score = LabelScore.of(reference, found, ALL.of(reference, found));

        assertThat(score.diarization().missNs()).isEqualTo((1_000 + 2_000 + 500) * MS);
        assertThat(score.diarization().falseAlarmNs()).isEqualTo(1_000 * MS);
        assertThat(score.diarization().confusionNs()).isEqualTo(500 * MS);
        assertThat(score.singleSpeaker()).isEqualTo(new ErrorParts(13_000 * MS, 500 * MS, 0, 500 * MS));
        assertThat(score.overlapped()).isEqualTo(new ErrorParts(4_000 * MS, 3_000 * MS, 0, 0));
        assertThat(score.speech()).isEqualTo(new DetectionScore(15_000 * MS, 14_500 * MS, 13_500 * MS));
        assertThat(score.overlap()).isEqualTo(new DetectionScore(2_000 * MS, 0, 0));
        assertThat(score.overlap().recall()).isZero();
        assertThat(score.speech().precision()).isCloseTo(13.5 / 14.5, within(1e-12));
    }

    @Test
    void shouldCountSpeakersMissedAndInvented() {
        Annotation found = Annotation.of(List.of(
                segment("x", 0, 9_000),
                segment("cough", 17_000, 17_100),
                segment("z", 15_000, 15_500),
                segment("hum", 18_000, 19_000)));

        SpeakerCount count =
                LabelScore.of(reference, found, ALL.of(reference, found)).speakers();

        assertThat(count.reference()).as("c speaks for less than 2 s").isEqualTo(2);
        assertThat(count.unmatchedReference()).isEqualTo(1);
        assertThat(count.unmatchedFound()).as("z is c, the others are nobody").isEqualTo(2);
        assertThat(count.error()).isEqualTo(3);
        assertThat(count.rawError()).isEqualTo(2);
        assertThat(count.exactFiles()).isZero();
        assertThat(count.falseSpeakersPerHour()).isCloseTo(2 * 3600 / 20.0, within(1e-9));
    }

    @Test
    void shouldFollowALabelThatIsCorrected() {
        EmissionLog log = EmissionLog.of(
                List.of(
                        new TimelineEvent.MeetingStarted(0, 1, 0),
                        new TimelineEvent.TurnStarted(1_000, turn(1, 0, 1, 200, 600, 0.9f)),
                        new TimelineEvent.TurnUpdated(4_000, turn(1, 0, 1, 200, 9_000, 0.9f)),
                        new TimelineEvent.TurnStarted(14_000, turn(2, 0, 1, 9_500, 13_500, 0.6f)),
                        new TimelineEvent.Correction(
                                20_000,
                                1,
                                List.of(new TimelineEvent.TurnChange.Replaced(turn(2, 1, 2, 9_500, 13_500, 0.6f))))),
                RATE);
        SortedMap<Integer, EmissionLog> logs = new TreeMap<>();
        logs.put(1_000, log);

        MeetingScore score = MeetingScore.of(new MeetingScore.Heard(logs, 1_000), reference, ALL);

        assertThat(score.churn()).isEqualTo(new Churn(12_800 * MS, 500 * MS, 0));
        assertThat(score.newSpeakers().seconds())
                .as("a has a lasting label at 1 s, b only with the correction at 20 s")
                .containsExactly(1.0, 12.0);
        assertThat(score.newSpeakers().quantile(0.5)).isEqualTo(1.0);
        assertThat(score.newSpeakers().quantile(0.9)).isEqualTo(12.0);
        assertThat(score.live().keySet()).containsExactly(1_000);
        assertThat(score.finalLabels().diarization().foundSpeakers()).isEqualTo(2);
    }

    @Test
    void shouldCompareConfidenceWithTruth() {
        EmissionLog log = EmissionLog.of(
                List.of(
                        new TimelineEvent.MeetingStarted(0, 1, 0),
                        new TimelineEvent.TurnStarted(0, turn(1, 0, 1, 0, 10_000, 0.95f)),
                        new TimelineEvent.TurnStarted(0, turn(2, 0, 1, 10_000, 12_000, 0.55f)),
                        new TimelineEvent.TurnStarted(0, turn(3, 0, 2, 15_000, 17_000, 0.55f))),
                RATE);

        Reliability reliability = Reliability.of(log, 1_000, reference, ALL.of(reference, Annotation.empty()));

        assertThat(reliability.bins().get(9).timeNs()).isEqualTo(10_000 * MS);
        assertThat(reliability.bins().get(9).right()).isEqualTo(1);
        assertThat(reliability.bins().get(5).timeNs()).isEqualTo(4_000 * MS);
        assertThat(reliability.bins().get(5).right())
                .as("half of the third, none of the second")
                .isEqualTo(0.25);
        assertThat(reliability.calibrationError()).isCloseTo((10 * 0.05 + 4 * 0.3) / 14, within(1e-6));
    }

    @Test
    void shouldAddRecordings() {
        Annotation found = Annotation.of(List.of(segment("x", 0, 9_000)));
        LabelScore one = LabelScore.of(reference, found, ALL.of(reference, found));

        LabelScore two = one.plus(one).plus(LabelScore.none());

        assertThat(two.diarization().der()).isEqualTo(one.diarization().der());
        assertThat(two.diarization().jer()).isCloseTo(one.diarization().jer(), within(1e-12));
        assertThat(two.speakers().meanError()).isEqualTo(one.speakers().meanError());
        assertThat(two.speech().f1()).isEqualTo(one.speech().f1());
    }

    @Test
    void shouldRefuseAMainLatencyThatWasNotHeard() {
        assertThatThrownBy(() -> new MeetingScore.Heard(new TreeMap<>(), 1_000))
                .hasMessageContaining("mainLatencyMs=1000");
    }

    private static Annotation.Segment segment(String speaker, long fromMs, long toMs) {
        return new Annotation.Segment(speaker, new Span(fromMs * MS, toMs * MS));
    }

    private static SpeechTurn turn(long id, int revision, int speaker, long from, long to, float confidence) {
        return new SpeechTurn(
                id,
                revision,
                new SpeakerId(speaker),
                from,
                to,
                Stage.OPEN,
                Certainty.CONFIRMED,
                confidence,
                Optional.empty());
    }
}
