package dev.rostrum.lab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.replay.EmissionLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneSpeakerStudyTest {
    private static final int RATE = JoinedUtterances.RATE_HZ;

    @TempDir
    Path folder;

    /**
     * Names whoever speaks rightly, but for what its condition makes of it: "cuts" the first half of every turn is
     * somebody else's, "merges" all is one speaker's.
     */
    private static final class ScriptedEars implements EvaluationRun.Ears {
        @Override
        public SortedMap<Integer, EmissionLog> hear(Meeting meeting, List<Integer> latencies, LongConsumer progress) {
            List<TimelineEvent> events = new ArrayList<>();
            events.add(new TimelineEvent.MeetingStarted(0, 1, 0));
            List<String> speakers = List.copyOf(meeting.reference().speakers());
            long end = 0;
            long id = 1;
            for (Annotation.Segment turn : meeting.reference().segments()) {
                long from = Math.round(turn.span().from() * 1e-9 * RATE);
                long to = Math.round(turn.span().to() * 1e-9 * RATE);
                int speaker = meeting.name().startsWith("merges") ? 1 : 1 + speakers.indexOf(turn.speaker());
                long middle = meeting.name().startsWith("cuts") ? (from + to) / 2 : from;
                if (middle > from) {
                    events.add(said(id++, 7, from, middle));
                }
                events.add(said(id++, speaker, middle, to));
                end = to;
            }
            events.add(new TimelineEvent.MeetingEnded(end, 1, end));
            return new TreeMap<>(Map.of(1000, EmissionLog.of(events, RATE)));
        }

        private static TimelineEvent said(long id, int speaker, long from, long to) {
            SpeechTurn turn = new SpeechTurn(
                    id,
                    0,
                    new SpeakerId(speaker),
                    from,
                    to,
                    SpeechTurn.Stage.CLOSED,
                    SpeechTurn.Certainty.CONFIRMED,
                    1,
                    Optional.empty());
            return new TimelineEvent.Correction(to, (int) id, List.of(new TimelineEvent.TurnChange.Replaced(turn)));
        }

        @Override
        public void close() {}
    }

    @Test
    void shouldCountVoicesThatWereTornOrJoined() throws InterruptedException {
        // three have enough for a pair; the two whose pitch is nearest are low and middle
        voices("low", 110, 4, 6);
        voices("middle", 120, 4, 6);
        voices("high", 220, 4, 6);
        voices("short", 300, 1, 7);
        Map<String, UnaryOperator<WholeSound>> conditions = new LinkedHashMap<>();
        conditions.put("right", UnaryOperator.identity());
        conditions.put("cuts", UnaryOperator.identity());
        conditions.put("merges", UnaryOperator.identity());

        List<String> tables = study().run(folder, conditions);

        // a pair that is cut: half of each speaker's speech is the third's, who has both halves
        assertThat(tables.getFirst().lines().skip(2))
                .containsExactly(
                        "| right | 4 | 0 | 0 | 1 | 0 | 0 | 0.0 |",
                        "| cuts | 4 | 4 | 0 | 1 | 0 | 1 | 50.0 |",
                        "| merges | 4 | 0 | 0 | 1 | 1 | 0 | 50.0 |");
        assertThat(tables.get(1))
                .contains("| cuts/high-5s | ", "| merges/low+middle | ")
                .doesNotContain("right/", "merges/high");
    }

    @Test
    void shouldGiveEachSpeakerTheLengthThatThereIsEnoughFor() {
        voices("a", 110, 2, 6);

        List<Path> files =
                Optional.ofNullable(SpeakerFolder.bySpeaker(folder, 1).get("a")).orElseThrow();

        assertThat(JoinedUtterances.seconds(files)).isCloseTo(12, within(0.1));
        assertThat(JoinedUtterances.one("a", files, 20)).isEmpty();
        JoinedUtterances.Joined clip = JoinedUtterances.one("a", files, 10).orElseThrow();
        assertThat(clip.meeting().name()).isEqualTo("a-10s");
        assertThat(clip.meeting().reference().speech().length() / 1e9).isCloseTo(10, within(1e-6));
        WholeSound sound = clip.sound().get();
        assertThat(sound.channels()[0].length / (double) RATE)
                .isCloseTo(clip.meeting().lengthNs() / 1e9, within(1e-6));
        // the truth is where the voice is: 26 dB below full scale inside, 45 dB less in the pause before it
        assertThat(level(sound.channels()[0], RATE / 2, RATE / 2 + 5 * RATE)).isCloseTo(-26, within(0.3));
        assertThat(level(sound.channels()[0], 0, RATE / 2)).isCloseTo(-26 - 45, within(1.0));
        assertThat(clip.sound().get().channels()[0]).isEqualTo(sound.channels()[0]);
    }

    @Test
    void shouldHearPitch() {
        assertThat(Pitch.medianHz(voice(110, 2), RATE).orElseThrow()).isCloseTo(110, within(1.0));
        assertThat(Pitch.medianHz(voice(220, 2), RATE).orElseThrow()).isCloseTo(220, within(2.0));
        assertThat(Pitch.medianHz(new float[RATE], RATE)).isEmpty();
    }

    @Test
    void shouldSayWhichProgramIsNotThere() {
        Codec none = Codec.of("no-such-program-anywhere IN CODED", "no-such-program-anywhere CODED OUT");

        assertThat(none.trouble()).contains("no-such-program-anywhere");
        assertThat(Codec.of("false", "false").trouble()).contains("false: failed");
    }

    @Test
    void shouldRunTheProgramsOnTheSound() {
        Codec copied = Codec.of("cp IN CODED", "cp CODED OUT");
        WholeSound sound = new WholeSound(new float[][] {voice(110, 1)}, RATE);

        float[] decoded = copied.of(sound).channels()[0];

        assertThat(copied.trouble()).isEmpty();
        assertThat(decoded).hasSameSizeAs(sound.channels()[0]);
        for (int i = 0; i < decoded.length; i += 97) {
            assertThat(decoded[i]).isCloseTo(sound.channels()[0][i], within(1f / Short.MAX_VALUE));
        }
    }

    @Test
    void shouldNeedTwoSpeakers() {
        voices("a", 110, 1, 6);

        assertThatThrownBy(() -> study().run(folder, Map.of()))
                .isInstanceOf(AnnotationException.class)
                .hasMessageContaining("voices of 1 speakers, at least 2 are needed");
    }

    private static OneSpeakerStudy study() {
        return new OneSpeakerStudy(
                new EvaluationRun.Settings(List.of(1000), 1000, 2), ScriptedEars::new, (done, all, ns, total) -> {});
    }

    private void voices(String speaker, double hertz, int utterances, int seconds) {
        for (int i = 0; i < utterances; i++) {
            SixteenBitWav.write(folder.resolve(speaker + "_" + i + ".wav"), voice(hertz, seconds), RATE);
        }
    }

    /** A tone with overtones, each half as loud as the one below. */
    private static float[] voice(double hertz, int seconds) {
        float[] voice = new float[seconds * RATE];
        for (int i = 0; i < voice.length; i++) {
            for (int k = 1; k <= 5; k++) {
                voice[i] += (float) (0.1 * Math.pow(0.5, k) * Math.sin(2 * Math.PI * k * hertz * i / RATE));
            }
        }
        return voice;
    }

    private static double level(float[] sound, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) sound[i] * sound[i];
        }
        return 10 * Math.log10(sum / (to - from));
    }
}
