package dev.rostrum.diarization.timeline;

import static dev.rostrum.diarization.tracking.SyntheticMeeting.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.timeline.SpeechTurn.Certainty;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.diarization.timeline.TimelineEvent.Correction;
import dev.rostrum.diarization.timeline.TimelineEvent.MeetingEnded;
import dev.rostrum.diarization.timeline.TimelineEvent.MeetingStarted;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnStarted;
import dev.rostrum.diarization.tracking.RevisionWorker;
import dev.rostrum.diarization.tracking.SyntheticMeeting;
import dev.rostrum.diarization.tracking.Timing;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who speaks in meetings of which the truth is known exactly. */
class RevisingTrackerTest {
    private static final long BLUR = SECOND / 2;

    private static RevisingTracker tracker() {
        return new RevisingTracker(
                RevisingTracker.Settings.defaults(), SyntheticMeeting.space(), RevisionWorker.waiting());
    }

    private static PublishedMeetings heard(SyntheticMeeting meeting) {
        return PublishedMeetings.of(meeting, tracker());
    }

    @Test
    void shouldSayNothingOfARoomInWhichNobodySpeaks() {
        SyntheticMeeting silence = new SyntheticMeeting(1).until(200);
        RevisingTracker tracker = tracker();
        PublishedMeetings published = new PublishedMeetings();

        published.hear(tracker, silence.windows(0, 100 * SECOND));
        tracker.gap(100 * SECOND, 101 * SECOND, published);
        published.hear(tracker, silence.windows(101 * SECOND, 200 * SECOND));
        tracker.finish(200 * SECOND, published);

        assertThat(published.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 3, 130})
    void shouldBeginAMeetingWithItsFirstSpeech(double fromSeconds) {
        SyntheticMeeting meeting = new SyntheticMeeting(2)
                .talk(0, fromSeconds, fromSeconds + 20)
                .talk(1, fromSeconds + 21, fromSeconds + 40)
                .until(fromSeconds + 45);

        PublishedMeetings published = heard(meeting);

        MeetingStarted started = published.events(MeetingStarted.class).getFirst();
        assertThat(published.events().getFirst()).isEqualTo(started);
        assertThat(started.fromSample() / (double) SECOND).isBetween(fromSeconds - 0.1, fromSeconds + 0.5);
        PublishedAgainstTruth.hold(published.turns(), meeting);
    }

    @Test
    void shouldNotBeginAnotherMeetingInTheSilenceThatEndedOne() {
        SyntheticMeeting meeting =
                new SyntheticMeeting(2).talk(0, 3, 20).talk(0, 24, 40).until(200);
        RevisingTracker tracker = new RevisingTracker(
                RevisingTracker.Settings.defaults().withMeetingEnd(30 * SECOND),
                SyntheticMeeting.space(),
                RevisionWorker.waiting());

        PublishedMeetings published = PublishedMeetings.of(meeting, tracker);

        assertThat(published.events(MeetingStarted.class)).hasSize(1);
        assertThat(published.events(MeetingEnded.class))
                .singleElement()
                .satisfies(ended -> assertThat(ended.toSample()).isBetween(70L * SECOND, 71L * SECOND));
    }

    @Test
    void shouldFindOneSpeaker() {
        SyntheticMeeting meeting =
                new SyntheticMeeting(2).talk(0, 3, 20).talk(0, 24, 40).until(45);

        PublishedMeetings published = heard(meeting);

        PublishedAgainstTruth.hold(published.turns(), meeting);
        assertThat(published.turns()).hasSize(2).allSatisfy(turn -> {
            assertThat(turn.stage()).isEqualTo(Stage.CLOSED);
            assertThat(turn.certainty()).isEqualTo(Certainty.CONFIRMED);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 12})
    void shouldNumberSpeakersInOrderOfArrival(int speakers) {
        SyntheticMeeting meeting = new SyntheticMeeting(speakers).rounds(speakers, 4, 1, 4, 0.7);

        PublishedMeetings published = heard(meeting);

        PublishedAgainstTruth.hold(published.turns(), meeting);
    }

    @Test
    void shouldLabelKnownVoicesRightWithinTheLatency() {
        SyntheticMeeting meeting = new SyntheticMeeting(4).rounds(3, 5, 1, 4, 0.7);
        PublishedMeetings published = heard(meeting);

        long known = meeting.truth().get(3).fromSample();
        for (long at = known; at < meeting.endSample() - SECOND; at += SECOND / 10) {
            if (!meeting.nearBoundary(at, 3 * SECOND / 2)) {
                int speaker = meeting.speakersAt(at).iterator().next();
                assertThat(PublishedMeetings.speakersAt(published.turnsAt(at + SECOND), at))
                        .as("at %.1f s", at / (double) SECOND)
                        .containsExactly(speaker + 1);
            }
        }
    }

    /** A turn that is open reaches as far as labels stand: the latency, less one window's distance, behind the newest. */
    @Test
    void shouldTakeAnotherLatencyFromTheNextWindowOn() {
        SyntheticMeeting meeting = new SyntheticMeeting(21).rounds(3, 8, 1, 4, 0.7);
        long slower = meeting.endSample() / 3;
        long faster = 2 * meeting.endSample() / 3;
        RevisingTracker tracker = tracker();
        PublishedMeetings published = new PublishedMeetings();
        for (WindowEvidence window : meeting.windows()) {
            if (window.endSample() >= slower) {
                tracker.latency(Math.toIntExact(window.endSample() < faster ? 3 * SECOND : SECOND / 2));
            }
            published.hear(tracker, List.of(window));
        }
        tracker.finish(meeting.endSample(), published);

        PublishedAgainstTruth.hold(published.turns(), meeting);
        assertThat(newestLabels(published, 0, slower)).isBetween(SECOND / 4, SECOND / 2);
        assertThat(newestLabels(published, slower, faster)).isBetween(9 * SECOND / 4, 5 * SECOND / 2);
        assertThat(newestLabels(published, faster, meeting.endSample())).isBetween(-SECOND / 4, SECOND / 20);
        assertThat(tracker.timing()).isEqualTo(new Timing(SECOND / 2, SECOND / 2));
    }

    /** How far behind the sound the newest label of an open turn was, in samples. */
    private static int newestLabels(PublishedMeetings published, long from, long to) {
        return published.events(TimelineEvent.TurnUpdated.class).stream()
                .filter(update -> update.emittedAtSample() >= from && update.emittedAtSample() < to)
                .mapToInt(update ->
                        Math.toIntExact(update.emittedAtSample() - update.turn().toSample()))
                .min()
                .orElseThrow();
    }

    @Test
    void shouldHearBothWhereTwoSpeakAtOnce() {
        SyntheticMeeting meeting = new SyntheticMeeting(5)
                .rounds(2, 3, 1, 5, 0.5)
                .talk(0, 40, 50)
                .talk(1, 44, 54)
                .until(58);

        PublishedMeetings published = heard(meeting);

        assertThat(meeting.speakersAt(47 * SECOND)).containsExactly(0, 1);
        PublishedAgainstTruth.hold(published.turns(), meeting);
    }

    @Test
    void shouldWelcomeALateNewcomer() {
        SyntheticMeeting meeting = new SyntheticMeeting(6)
                .rounds(2, 10, 1, 5, 0.5)
                .talk(2, 120, 126)
                .talk(0, 127, 132);
        PublishedMeetings published = heard(meeting);

        PublishedAgainstTruth.hold(published.turns(), meeting);
        TurnStarted first = published.events(TurnStarted.class).stream()
                .filter(started -> started.turn().speaker().number() == 3)
                .findFirst()
                .orElseThrow();
        assertThat(first.emittedAtSample()).isBetween(120L * SECOND, 123L * SECOND);
    }

    @Test
    void shouldNotLoseASpeakerWhoComesBackLate() {
        SyntheticMeeting meeting = new SyntheticMeeting(7)
                .talk(0, 1, 8)
                .talk(1, 9, 20)
                .talk(2, 21, 30)
                .talk(1, 31, 200)
                .talk(0, 201, 206)
                .until(210);

        PublishedAgainstTruth.hold(heard(meeting).turns(), meeting);
    }

    @Test
    void shouldKeepSpeakersApartFromNoiseThatPassesForSpeech() {
        SyntheticMeeting meeting = new SyntheticMeeting(8)
                .rounds(2, 3, 1, 5, 0.5)
                .talk(SyntheticMeeting.BABBLE, 35, 55)
                .talk(0, 60, 66)
                .talk(1, 67, 73);

        PublishedMeetings published = heard(meeting);

        PublishedAgainstTruth.hold(published.turns(), meeting, 0, 34 * SECOND);
        PublishedAgainstTruth.hold(published.turns(), meeting, 56 * SECOND, meeting.endSample());
    }

    @Test
    void shouldStayBoundedWithThirtySpeakers() {
        SyntheticMeeting meeting = new SyntheticMeeting(20).rounds(30, 2, 1, 3, 0.3);

        PublishedMeetings published = heard(meeting);
        assertThat(PublishedMeetings.speakers(published.turns()).size()).isBetween(12, 30);
        PublishedMeetings.holdApart(published.turns());
    }

    @Test
    void shouldPartTwoWhoWereTakenForOne() {
        SyntheticMeeting meeting = new SyntheticMeeting(21).alike(1, 0, 0.45).rounds(2, 10, 1, 4, 0.7);

        PublishedMeetings published = heard(meeting);

        long early = meeting.truth().get(1).toSample();
        assertThat(PublishedMeetings.speakers(published.turnsAt(early))).containsExactly(1);
        PublishedAgainstTruth.hold(published.turns(), meeting);
    }

    @Test
    void shouldJoinTwoWhoTurnOutToBeOne() {
        // speaker 1 sounds like somebody else for a while, then for long like both
        SyntheticMeeting meeting = new SyntheticMeeting(22)
                .alike(2, 1, 0.15)
                .between(3, 1, 2)
                .talk(0, 1, 8)
                .talk(1, 9, 14)
                .talk(2, 16, 21);
        SyntheticMeeting truth =
                new SyntheticMeeting(22).talk(0, 1, 8).talk(1, 9, 14).talk(1, 16, 21);
        for (int at = 25; at < 120; at += 20) {
            meeting.talk(3, at, at + 12).talk(0, at + 13, at + 18);
            truth.talk(1, at, at + 12).talk(0, at + 13, at + 18);
        }

        PublishedMeetings published = heard(meeting);

        assertThat(PublishedMeetings.speakersAt(published.turnsAt(24 * SECOND), 20 * SECOND))
                .containsExactly(3);
        // of the two numbers the one stays under which more was said
        Set<Integer> stays = PublishedMeetings.speakersAt(published.turns(), 12 * SECOND);
        assertThat(stays).isSubsetOf(2, 3).hasSize(1);
        for (long at = 0; at < truth.endSample(); at += SECOND / 10) {
            if (!truth.nearBoundary(at, SECOND / 2) && truth.speakersAt(at).contains(1)) {
                assertThat(PublishedMeetings.speakersAt(published.turns(), at))
                        .as("at %.1f s", at / (double) SECOND)
                        .isEqualTo(stays);
            }
        }
    }

    @Test
    void shouldCountASpeakerWhoSaysOneWordAtMostOnce() {
        SyntheticMeeting meeting = new SyntheticMeeting(9)
                .rounds(2, 4, 1, 5, 0.5)
                .talk(2, 50, 50.6)
                .talk(0, 52, 60)
                .talk(1, 61, 66);

        PublishedMeetings published = heard(meeting);

        assertThat(PublishedMeetings.speakers(published.turns())).isSubsetOf(1, 2, 3);
        PublishedAgainstTruth.hold(published.turns(), meeting, 0, 49 * SECOND);
        PublishedAgainstTruth.hold(published.turns(), meeting, 52 * SECOND, meeting.endSample());
        assertThat(PublishedMeetings.speakersAt(published.turns(), Math.round(50.3 * SECOND)))
                .hasSize(1);
    }

    @Test
    void shouldEmitAllOfAPassAtOnePosition() {
        SyntheticMeeting meeting = new SyntheticMeeting(10).rounds(4, 4, 1, 3, 0.3);

        PublishedMeetings published = heard(meeting);

        List<Correction> corrections = published.events(Correction.class);
        assertThat(corrections).isNotEmpty();
        Map<Long, Long> batchesAt =
                corrections.stream().collect(Collectors.groupingBy(Correction::emittedAtSample, Collectors.counting()));
        assertThat(batchesAt.values()).containsOnly(1L);
    }

    @Test
    void shouldSayTheSameTwice() {
        Function<Integer, List<TimelineEvent>> run = seed ->
                heard(new SyntheticMeeting(seed).rounds(4, 3, 1, 3, 0.3)).events();

        assertThat(run.apply(11)).isEqualTo(run.apply(11));
    }

    @Test
    void shouldBeginAnewAfterTheEndOnCommand() {
        SyntheticMeeting first = new SyntheticMeeting(12).rounds(3, 3, 1, 4, 0.5);
        long begin = first.endSample();
        SyntheticMeeting second = new SyntheticMeeting(13).talk(2, begin / (double) SECOND + 1, 200);
        RevisingTracker tracker = tracker();
        PublishedMeetings published = PublishedMeetings.of(first, tracker);

        published.hear(tracker, second.windows(begin, second.endSample()));
        tracker.finish(second.endSample(), published);

        assertThat(published.meetings())
                .extracting(TurnLedger.EndedMeeting::meeting)
                .containsExactly(1L, 2L);
        assertThat(PublishedMeetings.speakers(published.meetings().get(0).turns()))
                .containsExactly(1, 2, 3);
        assertThat(published.meetings().get(1).turns()).singleElement().satisfies(turn -> {
            assertThat(turn.id()).isEqualTo(1);
            assertThat(turn.speaker().number()).isEqualTo(1);
        });
    }

    @Test
    void shouldSayOfASecondMeetingWhatAFreshTrackerSays() {
        SyntheticMeeting before = new SyntheticMeeting(14).rounds(3, 3, 1, 4, 0.5);
        RevisingTracker used = tracker();
        PublishedMeetings.of(before, used);
        long begin = before.endSample();
        SyntheticMeeting meeting = new SyntheticMeeting(15).rounds(2, 3, begin / (double) SECOND + 1, 4, 0.5);
        var windows = meeting.windows(begin, meeting.endSample());

        PublishedMeetings again = new PublishedMeetings();
        again.hear(used, windows);
        PublishedMeetings fresh = new PublishedMeetings();
        fresh.hear(tracker(), windows);

        assertThat(again.events().stream().skip(1))
                .isEqualTo(fresh.events().stream().skip(1).toList());
    }

    @Test
    void shouldEndAMeetingAfterSilence() {
        long minutes = RevisingTracker.Settings.defaults().meetingEndSamples() / SECOND / 60;
        SyntheticMeeting meeting = new SyntheticMeeting(16).talk(0, 1, 6).until(60.0 * minutes + 20);
        RevisingTracker tracker = tracker();
        PublishedMeetings published = new PublishedMeetings();

        published.hear(tracker, meeting.windows());

        assertThat(published.events(MeetingEnded.class))
                .singleElement()
                .satisfies(over -> assertThat(over.toSample() - (6 + 60 * minutes) * SECOND)
                        .isBetween(-BLUR, 2 * BLUR));
        assertThat(published.meetings().get(0).turns()).hasSize(1);
    }
}
