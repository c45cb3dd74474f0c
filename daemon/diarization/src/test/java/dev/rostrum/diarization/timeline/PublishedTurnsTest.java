package dev.rostrum.diarization.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn.Certainty;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.diarization.timeline.TimelineEvent.Correction;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange.Replaced;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange.Withdrawn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Frames of 0.1 s: the coarsest in which no correction is too small to be published. */
class PublishedTurnsTest {
    private static final int FRAME = PublishedTurns.Settings.defaults().sameBoundarySamples();
    private static final int BRIDGE = PublishedTurns.Settings.defaults().bridgeSamples() / FRAME;

    private final PublishedTurns turns = new PublishedTurns(PublishedTurns.Settings.defaults());
    private final PublishedMeetings published = new PublishedMeetings();

    @Test
    void shouldShrinkATurnAndAddAnotherWhereOneWasTwo() {
        begin();
        say(100, stretch(1, 10, 90));

        Correction split = revise(100, stretch(1, 10, 50), stretch(2, 50, 90));

        assertThat(split.changes()).hasSize(2);
        assertThat(split.changes().get(0)).isInstanceOfSatisfying(Replaced.class, kept -> {
            assertThat(kept.turn().id()).isEqualTo(1);
            assertThat(kept.turn().revision()).isEqualTo(1);
            assertThat(kept.turn().toSample()).isEqualTo(50L * FRAME);
        });
        assertThat(split.changes().get(1)).isInstanceOfSatisfying(Replaced.class, fresh -> {
            assertThat(fresh.turn().id()).isEqualTo(2);
            assertThat(fresh.turn().revision()).isZero();
            assertThat(fresh.turn().speaker().number()).isEqualTo(2);
        });
    }

    @Test
    void shouldWithdrawATurnThatIsPartOfAnother() {
        begin();
        say(100, stretch(1, 10, 40), stretch(2, 40, 90));

        Correction joined = revise(100, stretch(1, 10, 90));

        assertThat(joined.changes())
                .extracting(change -> change instanceof Withdrawn)
                .containsExactlyInAnyOrder(true, false);
        assertThat(stretches(published.turns())).containsExactly("1 10-90");
    }

    @Test
    void shouldGiveAWholeTurnToAnotherSpeakerUnderItsOwnId() {
        begin();
        say(100, stretch(1, 10, 40), stretch(2, 50, 90));

        Correction renamed = revise(100, stretch(1, 10, 40), stretch(3, 50, 90));

        assertThat(renamed.changes()).singleElement().isInstanceOfSatisfying(Replaced.class, change -> {
            assertThat(change.turn().id()).isEqualTo(2);
            assertThat(change.turn().speaker().number()).isEqualTo(3);
        });
    }

    @Test
    void shouldSayNothingWhereTheSecondOpinionIsTheFirst() {
        begin();
        say(100, stretch(1, 10, 40), stretch(2, 50, 90));

        assertThat(turns.revise(List.of(stretch(1, 10, 40), stretch(2, 50, 90)), 0, 100L * FRAME, 100L * FRAME))
                .isEmpty();
    }

    @Test
    void shouldLeaveTurnsAloneThatBeganBeforeTheHorizon() {
        begin();
        say(100, stretch(1, 10, 40), stretch(2, 50, 90));

        turns.revise(List.of(stretch(3, 45, 90)), 45L * FRAME, 100L * FRAME, 100L * FRAME)
                .ifPresent(published);

        assertThat(stretches(published.turns())).containsExactly("1 10-40", "3 45-90");
    }

    @Test
    void shouldNeverTellOfAFrameOfSpeechAlone() {
        begin();
        turns.extend(List.of(samples(1, 1_000, 1_270)), 8_000, 8_000, published);
        turns.extend(List.of(samples(1, 15_800, 16_000)), 16_000, 16_000, published);
        turns.endAll(24_000, published);

        assertThat(published.turns()).isEmpty();
    }

    @Test
    void shouldTellOfATurnFromItsBeginningOnceItHasGrown() {
        begin();
        turns.extend(List.of(samples(1, 7_000, 8_000)), 8_000, 8_000, published);
        assertThat(published.turns()).isEmpty();

        turns.extend(List.of(samples(1, 8_000, 12_000)), 16_000, 16_000, published);

        assertThat(published.turns()).singleElement().satisfies(turn -> {
            assertThat(turn.fromSample()).isEqualTo(7_000);
            assertThat(turn.toSample()).isEqualTo(12_000);
        });
    }

    @Test
    void shouldLeaveNoSplinterOfATurnThatGoesOnBehindACorrection() {
        begin();
        turns.extend(List.of(samples(1, 1_600, 16_500)), 16_500, 16_500, published);

        turns.revise(List.of(samples(2, 1_600, 5_000)), 0, 16_000, 16_500).ifPresent(published);
        turns.extend(List.of(samples(1, 16_500, 20_000)), 24_500, 24_500, published);

        assertThat(published.turns()).hasSize(2).anySatisfy(turn -> {
            assertThat(turn.speaker().number()).isEqualTo(1);
            assertThat(turn.fromSample()).isEqualTo(16_000);
            assertThat(turn.toSample()).isEqualTo(20_000);
        });
    }

    private static LabelSegment samples(int speaker, long from, long to) {
        return new LabelSegment(new SpeakerId(speaker), from, to, Certainty.CONFIRMED, 0.5f, Optional.empty());
    }

    /** Nobody is said to speak before somebody said so, nobody twice, and in the end what was said last holds. */
    @Property(tries = 150)
    void shouldSayWhatTheLastOpinionSays(@ForAll long seed) {
        Random random = new Random(seed);
        PublishedTurns own = new PublishedTurns(PublishedTurns.Settings.defaults());
        PublishedMeetings heard = new PublishedMeetings();
        heard.accept(new TimelineEvent.MeetingStarted(0, 1, 0));
        int frames = 0;
        for (int step = 0; step < 30; step++) {
            int more = 1 + random.nextInt(12);
            long now = (long) (frames + more) * FRAME;
            own.extend(opinion(random, frames, frames + more, 0), now, now, heard);
            frames += more;
            PublishedMeetings.holdApart(heard.turns());
            if (random.nextInt(3) == 0) {
                int until = frames - random.nextInt(Math.min(frames, 8));
                List<LabelSegment> second = opinion(random, 0, until, BRIDGE);
                own.revise(second, 0, (long) until * FRAME, now).ifPresent(heard);
                PublishedMeetings.holdApart(heard.turns());
                holdSame(heard.turns(), second, until - BRIDGE - 1);
            }
        }
        long end = (long) frames * FRAME;
        own.endAll(end, heard);
        List<LabelSegment> last = opinion(random, 0, frames, BRIDGE);
        own.revise(last, 0, end, end).ifPresent(heard);

        assertThat(stretches(heard.turns()))
                .containsExactlyInAnyOrderElementsOf(
                        last.stream().map(PublishedTurnsTest::name).toList());
        assertThat(heard.turns()).allSatisfy(turn -> assertThat(turn.stage()).isEqualTo(Stage.CLOSED));
    }

    /** The same where what is old cannot be corrected any more. */
    @Property(tries = 100)
    void shouldNotTouchWhatIsOlderThanTheHorizon(@ForAll long seed) {
        Random random = new Random(seed);
        PublishedTurns own = new PublishedTurns(PublishedTurns.Settings.defaults());
        PublishedMeetings heard = new PublishedMeetings();
        heard.accept(new TimelineEvent.MeetingStarted(0, 1, 0));
        int frames = 0;
        for (int step = 0; step < 40; step++) {
            int more = 1 + random.nextInt(12);
            long now = (long) (frames + more) * FRAME;
            own.extend(opinion(random, frames, frames + more, 0), now, now, heard);
            frames += more;
            if (frames > 60 && random.nextInt(3) == 0) {
                int horizon = frames - 40;
                List<String> before = stretches(heard.turns().stream()
                        .filter(turn -> turn.fromSample() < (long) horizon * FRAME)
                        .toList());
                own.revise(opinion(random, horizon, frames, BRIDGE), (long) horizon * FRAME, now, now)
                        .ifPresent(heard);
                own.forgetBefore((long) horizon * FRAME);
                assertThat(stretches(heard.turns())).containsAll(before);
                PublishedMeetings.holdApart(heard.turns());
            }
        }
    }

    private void begin() {
        published.accept(new TimelineEvent.MeetingStarted(0, 1, 0));
    }

    /** Said and ended. */
    private void say(int until, LabelSegment... said) {
        turns.extend(List.of(said), (long) until * FRAME, (long) until * FRAME, published);
        turns.endAll((long) until * FRAME, published);
    }

    private Correction revise(int until, LabelSegment... second) {
        Correction correction = turns.revise(List.of(second), 0, (long) until * FRAME, (long) until * FRAME)
                .orElseThrow();
        published.accept(correction);
        return correction;
    }

    /** Stretches of three speakers in these frames; pauses of one speaker are longer than {@code bridge}. */
    private static List<LabelSegment> opinion(Random random, int from, int to, int bridge) {
        List<LabelSegment> all = new ArrayList<>();
        for (int speaker = 1; speaker <= 3; speaker++) {
            int at = from + random.nextInt(10);
            while (at < to) {
                int end = Math.min(to, at + 1 + random.nextInt(15));
                all.add(stretch(speaker, at, end));
                at = end + bridge + 1 + random.nextInt(12);
            }
        }
        all.sort(Comparator.comparingLong(LabelSegment::fromSample).thenComparing(LabelSegment::speaker));
        return all;
    }

    /** In each frame before {@code until} just those have turns whom the stretches name. */
    private static void holdSame(List<SpeechTurn> turns, List<LabelSegment> stretches, int until) {
        for (int frame = 0; frame < until; frame++) {
            long at = (long) frame * FRAME;
            Set<Integer> named = stretches.stream()
                    .filter(one -> one.fromSample() <= at && at < one.toSample())
                    .map(one -> one.speaker().number())
                    .collect(Collectors.toSet());
            if (!PublishedMeetings.speakersAt(turns, at).equals(named)) {
                fail("frame %d: %s, not %s", frame, turns, named);
            }
        }
    }

    private static LabelSegment stretch(int speaker, int from, int to) {
        return new LabelSegment(
                new SpeakerId(speaker),
                (long) from * FRAME,
                (long) to * FRAME,
                Certainty.CONFIRMED,
                0.5f,
                Optional.empty());
    }

    private static List<String> stretches(List<SpeechTurn> turns) {
        return turns.stream()
                .map(turn -> name(turn.speaker(), turn.fromSample(), turn.toSample()))
                .toList();
    }

    private static String name(LabelSegment stretch) {
        return name(stretch.speaker(), stretch.fromSample(), stretch.toSample());
    }

    private static String name(SpeakerId speaker, long from, long to) {
        return speaker.number() + " " + from / FRAME + "-" + to / FRAME;
    }
}
