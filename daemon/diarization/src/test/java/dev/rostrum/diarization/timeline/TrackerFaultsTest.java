package dev.rostrum.diarization.timeline;

import static dev.rostrum.diarization.tracking.SyntheticMeeting.HOP;
import static dev.rostrum.diarization.tracking.SyntheticMeeting.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.evidence.EmbeddingEvidence;
import dev.rostrum.diarization.evidence.RecordedPosteriors;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.timeline.TimelineEvent.StreamGap;
import dev.rostrum.diarization.tracking.RevisionWorker;
import dev.rostrum.diarization.tracking.SyntheticMeeting;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A tracker whose stream or networks misbehave goes on, and stays right about what it could hear. */
class TrackerFaultsTest {
    private static RevisingTracker tracker() {
        return tracker(RevisionWorker.waiting());
    }

    private static RevisingTracker tracker(RevisionWorker runner) {
        return new RevisingTracker(RevisingTracker.Settings.defaults(), SyntheticMeeting.space(), runner);
    }

    private static PublishedMeetings heard(SyntheticMeeting meeting, UnaryOperator<WindowEvidence> fault) {
        RevisingTracker tracker = tracker();
        PublishedMeetings published = new PublishedMeetings();
        published.hear(tracker, meeting.windows().stream().map(fault).toList());
        tracker.finish(meeting.endSample(), published);
        return published;
    }

    @Test
    void shouldClaimNothingWithinAGap() {
        SyntheticMeeting meeting = new SyntheticMeeting(1)
                .talk(0, 1, 9)
                .talk(1, 10, 30)
                .talk(0, 60, 68)
                .talk(1, 69, 75);
        RevisingTracker tracker = tracker();
        PublishedMeetings published = new PublishedMeetings();

        published.hear(tracker, meeting.windows(0, 25 * SECOND));
        tracker.gap(25 * SECOND, 55 * SECOND, published);
        published.hear(tracker, meeting.windows(55 * SECOND, meeting.endSample()));
        tracker.finish(meeting.endSample(), published);

        assertThat(published.events(StreamGap.class))
                .containsExactly(new StreamGap(55 * SECOND, 25 * SECOND, 55 * SECOND));
        assertThat(published.turns())
                .allSatisfy(
                        turn -> assertThat(turn.toSample() <= 25 * SECOND + 1000 || turn.fromSample() >= 55 * SECOND)
                                .as("%s", turn)
                                .isTrue());
        PublishedAgainstTruth.hold(published.turns(), meeting, 0, 24 * SECOND);
        PublishedAgainstTruth.hold(published.turns(), meeting, 56 * SECOND, meeting.endSample());
    }

    @Test
    void shouldTakeGapsOutsideAMeetingForNothing() {
        PublishedMeetings published = new PublishedMeetings();

        tracker().gap(0, SECOND, published);

        assertThat(published.events()).isEmpty();
    }

    @Test
    void shouldTakeAnEndWithoutAMeetingForNothing() {
        PublishedMeetings published = new PublishedMeetings();

        tracker().finish(SECOND, published);

        assertThat(published.events()).isEmpty();
    }

    @Test
    void shouldStayRightWhenWindowsComeTwice() {
        SyntheticMeeting meeting = new SyntheticMeeting(2).rounds(2, 4, 1, 5, 0.7);
        RevisingTracker tracker = tracker();
        PublishedMeetings published = new PublishedMeetings();

        for (WindowEvidence window : meeting.windows()) {
            tracker.accept(window, published);
            tracker.accept(window, published);
        }
        tracker.finish(meeting.endSample(), published);

        PublishedAgainstTruth.hold(published.turns(), meeting);
    }

    @Test
    void shouldStayRightWhenWindowsAreLeftOut() {
        SyntheticMeeting meeting = new SyntheticMeeting(3).rounds(2, 6, 1, 5, 0.7);
        RevisingTracker tracker = tracker();
        PublishedMeetings published = new PublishedMeetings();

        published.hear(
                tracker,
                meeting.windows().stream()
                        .filter(window -> window.endSample() / HOP % 7 > 2)
                        .toList());
        tracker.finish(meeting.endSample(), published);

        PublishedAgainstTruth.hold(published.turns(), meeting);
    }

    @Test
    void shouldLeaveOutPosteriorsThatAreNoNumbers() {
        SyntheticMeeting meeting = new SyntheticMeeting(4).rounds(2, 4, 1, 5, 0.7);

        PublishedMeetings published =
                heard(meeting, window -> window.endSample() / HOP % 9 == 5 ? withoutNumbers(window) : window);

        PublishedAgainstTruth.hold(published.turns(), meeting);
    }

    @Test
    void shouldSayNothingWhereNoPosteriorIsANumber() {
        SyntheticMeeting meeting = new SyntheticMeeting(5).rounds(2, 2, 1, 5, 0.7);

        RevisingTracker tracker = tracker();
        PublishedMeetings published = new PublishedMeetings();
        published.hear(
                tracker,
                meeting.windows().stream()
                        .map(TrackerFaultsTest::withoutNumbers)
                        .toList());
        tracker.finish(meeting.endSample(), published);

        assertThat(published.turns()).isEmpty();
        long windows = meeting.endSample() / HOP;
        assertThat(tracker.figures()).containsEntry("tracking.damaged-windows", (double) windows);
    }

    @Test
    void shouldLeaveOutVectorsThatAreNoNumbers() {
        SyntheticMeeting meeting = new SyntheticMeeting(6).rounds(2, 4, 1, 5, 0.7);

        PublishedMeetings published =
                heard(meeting, window -> window.endSample() / HOP % 5 < 2 ? withVectors(window, Float.NaN) : window);

        PublishedAgainstTruth.hold(published.turns(), meeting);
    }

    @Test
    void shouldLeaveOutVectorsWithoutLength() {
        SyntheticMeeting meeting = new SyntheticMeeting(7).rounds(2, 4, 1, 5, 0.7);

        PublishedMeetings published =
                heard(meeting, window -> window.endSample() / HOP % 5 < 2 ? withVectors(window, 0) : window);

        PublishedAgainstTruth.hold(published.turns(), meeting);
    }

    @Test
    void shouldSayNothingThroughAnHourWithoutSpeech() {
        SyntheticMeeting meeting =
                new SyntheticMeeting(8).until(3600).talk(0, 3600, 3606).until(3610);

        PublishedMeetings published = heard(meeting, window -> window);

        assertThat(published.meetings()).hasSize(1);
        PublishedAgainstTruth.hold(published.turns(), meeting, 3590L * SECOND, meeting.endSample());
        assertThat(published.turns()).hasSize(1);
    }

    /** Passes that are done only when told. */
    private static final class Backlog implements Executor {
        private final Queue<Runnable> waiting = new ArrayDeque<>();

        @Override
        public void execute(Runnable task) {
            waiting.add(task);
        }

        void work() {
            for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
                task.run();
            }
        }
    }

    @Test
    void shouldTakeThePassOfASlowThreadLaterAndCountTheWait() {
        SyntheticMeeting meeting = new SyntheticMeeting(9).rounds(3, 4, 1, 5, 0.7);
        Backlog backlog = new Backlog();
        RevisionWorker runner = RevisionWorker.on(backlog);
        RevisingTracker tracker = tracker(runner);
        PublishedMeetings published = new PublishedMeetings();

        published.hear(tracker, meeting.windows(0, 20 * SECOND));
        double deferred = Objects.requireNonNull(tracker.figures().get("tracking.deferred-passes"));
        assertThat(published.events(TimelineEvent.Correction.class)).isEmpty();
        backlog.work();
        published.hear(
                tracker,
                meeting.windows().stream()
                        .filter(window -> window.endSample() > 20 * SECOND)
                        .toList());
        tracker.finish(meeting.endSample(), published);

        // due .5 s after the pass began at 5 s, asked for with each window from then on
        assertThat(deferred).isBetween(28.0, 30.0);
        assertThat(published.events(TimelineEvent.Correction.class).getFirst().emittedAtSample())
                .isEqualTo(20 * SECOND + HOP);
        PublishedAgainstTruth.hold(published.turns(), meeting);
    }

    private static WindowEvidence withoutNumbers(WindowEvidence window) {
        SpeakerPosteriors heard = window.posteriors();
        float[] active = new float[heard.frames() * heard.localSpeakers()];
        float[] speech = new float[heard.frames()];
        float[] overlap = new float[heard.frames()];
        byte[] masks = new byte[heard.frames()];
        Arrays.fill(active, Float.NaN);
        Arrays.fill(speech, Float.NaN);
        Arrays.fill(overlap, Float.NaN);
        return new WindowEvidence(
                window.endSample(),
                new RecordedPosteriors(
                        heard.firstSample(), heard.grid(), active, new float[][] {speech, overlap}, masks),
                Map.of(),
                List.of());
    }

    private static WindowEvidence withVectors(WindowEvidence window, float value) {
        Map<Integer, EmbeddingEvidence> locals = new HashMap<>();
        window.locals().forEach((local, voice) -> locals.put(local, withVector(voice, value)));
        List<EmbeddingEvidence> pieces =
                window.pieces().stream().map(piece -> withVector(piece, value)).toList();
        return new WindowEvidence(window.endSample(), window.posteriors(), locals, pieces);
    }

    private static EmbeddingEvidence withVector(EmbeddingEvidence voice, float value) {
        float[] vector = new float[voice.vector().length];
        Arrays.fill(vector, value);
        return new EmbeddingEvidence(voice.fromSample(), voice.toSample(), voice.cleanSeconds(), vector);
    }
}
