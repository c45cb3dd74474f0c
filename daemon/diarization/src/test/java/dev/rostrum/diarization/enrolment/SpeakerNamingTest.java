package dev.rostrum.diarization.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.evidence.EmbeddingEvidence;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.MeetingTracker;
import dev.rostrum.diarization.timeline.ObservedTracker;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import dev.rostrum.diarization.tracking.Timing;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Two enrolled directions in a plane, and turns and pieces on a script. */
class SpeakerNamingTest {
    private static final int RATE = 16_000;
    private static final float[] ADA = {1, 0};
    private static final float[] BOB = {0, 1};
    private static final float[] STRANGER = {-0.7f, -0.7f};

    private final List<String> told = new ArrayList<>();
    private final List<TimelineEvent> scripted = new ArrayList<>();
    private List<Person> people = List.of(person("Ada", ADA), person("Bob", BOB));

    private final SpeakerNaming naming = new SpeakerNaming(
            new OpenSetIdentification(0.5, 0.05, new float[2]),
            () -> people,
            (speaker, name) -> told.add(speaker.label() + "=" + name),
            RATE);
    private final MeetingTracker tracker = new ObservedTracker(new Script(), naming::decided, naming::heard);

    @Test
    void shouldNameEnrolledPeopleAndNoStranger() {
        begin(1);
        say(1, 1, 0, 8, ADA);
        say(2, 2, 8, 16, STRANGER);
        say(3, 3, 16, 24, BOB);

        assertThat(told).containsExactly("S1=Ada", "S3=Bob");
    }

    @Test
    void shouldWaitForSixSecondsOfAVoice() {
        begin(1);
        say(1, 1, 0, 4.6, ADA);
        assertThat(told).isEmpty();

        say(2, 1, 4.6, 8, ADA);
        assertThat(told).containsExactly("S1=Ada");
    }

    @Test
    void shouldTakeANameBackWhenThePastIsCorrected() {
        begin(1);
        say(1, 1, 0, 8, ADA);
        say(2, 1, 8, 16, ADA);
        assertThat(told).containsExactly("S1=Ada");

        scripted.add(new TimelineEvent.Correction(
                16L * RATE,
                1,
                List.of(new TurnChange.Replaced(turn(1, 2, 0, 8)), new TurnChange.Replaced(turn(2, 2, 8, 16)))));
        say(3, 1, 16, 24, STRANGER);

        assertThat(told).containsExactly("S1=Ada", "S1=", "S2=Ada");
    }

    @Test
    void shouldNotListenWhereTwoSpeak() {
        begin(1);
        scripted.add(new TimelineEvent.TurnEnded(0, turn(9, 2, 0, 30)));
        say(1, 1, 0, 8, ADA);

        assertThat(told).isEmpty();
    }

    @Test
    void shouldLinkNoTwoMeetings() {
        begin(1);
        say(1, 1, 0, 5, ADA);
        scripted.add(new TimelineEvent.MeetingEnded(5L * RATE, 1, 5L * RATE));
        begin(2);
        say(1, 1, 5, 9, ADA);

        assertThat(told).as("five seconds before, four after: never six").isEmpty();
    }

    @Test
    void shouldKnowNobodyWhenNobodyIsEnrolled() {
        people = List.of();
        begin(1);
        say(1, 1, 0, 20, ADA);

        assertThat(told).isEmpty();
    }

    @Test
    void shouldNameNeitherOfTwoWhoSoundAlike() {
        people = List.of(person("Ada", ADA), person("Eve", new float[] {0.999f, 0.04f}));
        begin(1);
        say(1, 1, 0, 20, ADA);

        assertThat(told).isEmpty();
    }

    private void begin(long meeting) {
        scripted.add(new TimelineEvent.MeetingStarted(0, meeting, 0));
    }

    private void say(long id, int speaker, double from, double to, float[] voice) {
        scripted.add(new TimelineEvent.TurnEnded(Math.round(to * RATE), turn(id, speaker, from, to)));
        List<EmbeddingEvidence> pieces = new ArrayList<>();
        for (double at = from; at + 1.5 <= to; at += 0.5) {
            pieces.add(new EmbeddingEvidence(Math.round(at * RATE), Math.round((at + 1.5) * RATE), 1.5f, voice));
        }
        tracker.accept(new WindowEvidence(Math.round(to * RATE), new Unheard(), Map.of(), pieces), event -> {});
    }

    private static SpeechTurn turn(long id, int speaker, double from, double to) {
        return new SpeechTurn(
                id,
                0,
                new SpeakerId(speaker),
                Math.round(from * RATE),
                Math.round(to * RATE),
                SpeechTurn.Stage.CLOSED,
                SpeechTurn.Certainty.CONFIRMED,
                1,
                Optional.empty());
    }

    private static Person person(String name, float[] voice) {
        return new Person(name, "yes", Instant.EPOCH, List.of(new Person.Recording(Instant.EPOCH, 10, voice)));
    }

    /** Says what the test wants, whatever it hears. */
    private final class Script implements MeetingTracker {
        @Override
        public Timing timing() {
            return new Timing(RATE, RATE / 2);
        }

        @Override
        public void timing(Timing wanted) {}

        @Override
        public void passOneIn(int n) {}

        @Override
        public Map<String, Double> figures() {
            return Map.of();
        }

        @Override
        public void accept(WindowEvidence evidence, Consumer<TimelineEvent> out) {
            scripted.forEach(out);
            scripted.clear();
        }

        @Override
        public void gap(long fromSample, long toSample, Consumer<TimelineEvent> out) {}

        @Override
        public void finish(long atSample, Consumer<TimelineEvent> out) {}
    }

    /** Naming goes by pieces and turns alone. */
    private record Unheard() implements SpeakerPosteriors {
        @Override
        public long firstSample() {
            return 0;
        }

        @Override
        public FrameGrid grid() {
            return new FrameGrid(RATE, 496, 270);
        }

        @Override
        public int frames() {
            return 0;
        }

        @Override
        public int localSpeakers() {
            return 0;
        }

        @Override
        public float active(int frame, int speaker) {
            return 0;
        }

        @Override
        public float speech(int frame) {
            return 0;
        }

        @Override
        public float overlap(int frame) {
            return 0;
        }

        @Override
        public int hardMask(int frame) {
            return 0;
        }
    }
}
