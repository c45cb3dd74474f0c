package dev.rostrum.lab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.lab.alteration.Gain;
import dev.rostrum.lab.alteration.Speed;
import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.lab.scoring.ScoredRegion;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import dev.rostrum.service.replay.EmissionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RobustnessStudyTest {
    private static final int RATE = 16_000;
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    private final Map<String, float[]> heard = new ConcurrentHashMap<>();

    /** Takes every sample above a tenth of full scale for speech of one speaker, from the first to the last of them. */
    private final class LevelEars implements EvaluationRun.Ears {
        @Override
        public SortedMap<Integer, EmissionLog> hear(Meeting meeting, List<Integer> latencies, LongConsumer progress) {
            float[] sound = WholeSound.firstChannel(meeting.sound()).channels()[0];
            heard.put(meeting.name(), sound);
            List<TimelineEvent> events = new ArrayList<>();
            events.add(new TimelineEvent.MeetingStarted(0, 1, 0));
            int from = 0;
            int to = sound.length;
            while (from < to && Math.abs(sound[from]) < 0.1f) {
                from++;
            }
            while (from < to && Math.abs(sound[to - 1]) < 0.1f) {
                to--;
            }
            if (from < to) {
                SpeechTurn turn = new SpeechTurn(
                        1,
                        0,
                        new SpeakerId(1),
                        from,
                        to,
                        SpeechTurn.Stage.CLOSED,
                        SpeechTurn.Certainty.CONFIRMED,
                        1,
                        Optional.empty());
                events.add(new TimelineEvent.Correction(to, 1, List.of(new TimelineEvent.TurnChange.Replaced(turn))));
            }
            events.add(new TimelineEvent.MeetingEnded(sound.length, 1, sound.length));
            return new TreeMap<>(Map.of(1000, EmissionLog.of(events, RATE)));
        }

        @Override
        public void close() {}
    }

    @Test
    void shouldSayWhatEachConditionCosts() throws InterruptedException, IOException {
        Meeting meeting = meeting("a", 0.2f);
        Path copies = folder.resolve("copies");
        write(copies.resolve("by another program/a.wav"), 0.05f);

        String table = study(Optional.of(copies)).run(List.of(meeting));

        List<String> rows = table.lines().toList();
        assertThat(rows).hasSize(2 + 1 + Conditions.all().size() + 1);
        // everything is said at the end, so live at 1 s has all but the last second of 2 s at most
        assertThat(rows.get(2)).startsWith("| as they are | ").contains(" | 0.0 | +0.0 | 0.0 | 0.0 | 0.0 | +0.0 a |");
        assertThat(rows.get(3))
                .startsWith("| gain -30 dB | ")
                .contains(" | 100.0 | +100.0 | 100.0 | 0.0 | 0.0 | +100.0 a |");
        assertThat(rows.getLast()).startsWith("| by another program | ").contains(" | 100.0 | +100.0 | ");
        assertThat(heard.keySet()).contains("a", "gain +12 dB/a", "speed +3 %/a", "by another program/a");
    }

    @Test
    void shouldRefuseCopiesThatAreNotAllThere() throws IOException {
        Path copies = folder.resolve("copies");
        Files.createDirectories(copies.resolve("codec"));
        Meeting meeting = meeting("a", 0.2f);

        assertThatThrownBy(() -> study(Optional.of(copies)).run(List.of(meeting)))
                .isInstanceOf(AnnotationException.class)
                .hasMessageContaining("codec: holds no copy of a");
    }

    @Test
    void shouldMoveTheTruthWithTheTempo() throws IOException {
        AlteredRecordings altered = new AlteredRecordings(folder.resolve("made"));
        Meeting meeting = meeting("a", 0.2f);

        Meeting fast = altered.declare("fast", new Speed(2), meeting);

        assertThat(fast.reference().of("x").list()).containsExactly(new Span(SECOND / 2, 3 * SECOND / 2));
        assertThat(fast.scored().of(fast.reference(), Annotation.empty())).isEqualTo(Spans.of(0, 2 * SECOND));
        assertThat(fast.lengthNs()).isEqualTo(2 * SECOND);
        assertThatThrownBy(() -> altered.declare("fast", new Gain(0), meeting)).hasMessageContaining("twice: fast/a");
    }

    @Test
    void shouldLeaveNoSoundBehind() throws IOException {
        AlteredRecordings altered = new AlteredRecordings(folder.resolve("made"));
        Meeting quiet = altered.declare("-6 dB", new Gain(-6.0206), meeting("a", 0.2f));

        try (EvaluationRun.Ears ears = altered.heardBy(LevelEars::new).get()) {
            ears.hear(quiet, List.of(1000), ns -> {});
        }

        assertThat(heard)
                .hasEntrySatisfying(
                        "-6 dB/a", sound -> assertThat(sound[2 * RATE]).isCloseTo(0.1f, within(1f / Short.MAX_VALUE)));
        assertThat(quiet.sound()).doesNotExist();
    }

    @Test
    void shouldCutWhatExceedsFullScale() {
        Path file = folder.resolve("loud.wav");
        SixteenBitWav.write(file, tone(1.5f), RATE);

        float[] read = WholeSound.firstChannel(file).channels()[0];

        assertThat(read).hasSize(4 * RATE);
        assertThat(read[2 * RATE]).isCloseTo(1, within(1f / Short.MAX_VALUE));
        assertThat(read[0]).isZero();
    }

    private RobustnessStudy study(Optional<Path> copies) {
        return new RobustnessStudy(
                new EvaluationRun.Settings(List.of(1000), 1000, 2),
                LevelEars::new,
                (done, all, ns, total) -> {},
                copies);
    }

    private Meeting meeting(String name, float level) throws IOException {
        Path sound = folder.resolve(name + ".wav");
        write(sound, level);
        Annotation truth = Annotation.of(List.of(new Annotation.Segment("x", new Span(SECOND, 3 * SECOND))));
        return new Meeting(name, sound, truth, ScoredRegion.uem(Spans.of(0, 4 * SECOND)), 4 * SECOND);
    }

    private static void write(Path file, float level) throws IOException {
        Files.createDirectories(file.getParent());
        SixteenBitWav.write(file, tone(level), RATE);
    }

    /** Silence, from 1 s to 3 s this level, silence. */
    private static float[] tone(float level) {
        float[] tone = new float[4 * RATE];
        Arrays.fill(tone, RATE, 3 * RATE, level);
        return tone;
    }
}
