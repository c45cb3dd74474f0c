package dev.rostrum.lab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.diarization.frontend.array.ArrayGeometry;
import dev.rostrum.lab.study.MisleadingRooms.Room;
import dev.rostrum.lab.study.MisleadingRooms.Seating;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.AnnotationException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MadeRoomsTest {
    private static final int RATE = 16_000;
    private static final ArrayGeometry ARRAY = ArrayGeometry.ring(4, 0.032, 45);

    @TempDir
    Path folder;

    @BeforeEach
    void writeVoices() {
        for (int speaker = 0; speaker < 5; speaker++) {
            for (int utterance = 0; utterance < 2; utterance++) {
                SixteenBitWav.write(
                        folder.resolve("t" + speaker + "_" + utterance + ".wav"), voice(100 + 40 * speaker), RATE);
            }
        }
    }

    /** A tone of a second, a pause of half a second, a tone of a second. */
    private static float[] voice(double hertz) {
        float[] voice = new float[5 * RATE / 2];
        for (int i = 0; i < voice.length; i++) {
            boolean pause = i >= RATE && i < 3 * RATE / 2;
            voice[i] = pause ? 0 : (float) (0.1 * Math.sin(2 * Math.PI * hertz * i / RATE));
        }
        return voice;
    }

    @Test
    void shouldCutPausesAndSetTheLevel() {
        float[] dry = DrySpeech.read(folder.resolve("t0_0.wav"), -30, RATE);

        assertThat(dry.length).isEqualTo((int) (2.2 * RATE));
        double sum = 0;
        for (float sample : dry) {
            sum += (double) sample * sample;
        }
        assertThat(10 * Math.log10(sum / dry.length)).isBetween(-30.01, -29.99);
    }

    @Test
    void shouldSayTheSameInEverySeatingFromOtherPlaces() {
        MisleadingRooms rooms = new MisleadingRooms(folder, ARRAY);
        Room seats = rooms.room(Seating.SEATS, 7);
        float[][] fixed = seats.sound().get().channels();

        assertThat(seats.meeting().reference().speakers()).hasSize(4);
        assertThat(fixed).hasDimensions(4, fixed[0].length);
        for (Seating other : Seating.values()) {
            Room moved = rooms.room(other, 7);
            Annotation truth = moved.meeting().reference();
            assertThat(truth.segments()).isEqualTo(seats.meeting().reference().segments());
            float[][] sound = moved.sound().get().channels();
            assertThat(sound[0]).hasSameSizeAs(fixed[0]);
            if (other != Seating.SEATS) {
                assertThat(sound[0]).isNotEqualTo(fixed[0]);
            }
        }
        assertThat(rooms.room(Seating.SEATS, 7).sound().get().channels()).isDeepEqualTo(fixed);
    }

    @Test
    void shouldRefuseAFolderWithTooFewVoices() {
        Path empty = folder.resolve("empty");
        assertThatThrownBy(() -> new MisleadingRooms(empty, ARRAY))
                .isInstanceOf(AnnotationException.class)
                .hasMessageContaining("there is no such folder");
        SixteenBitWav.write(empty.resolve("a_1.wav"), voice(200), RATE);
        assertThatThrownBy(() -> new MisleadingRooms(empty, ARRAY))
                .isInstanceOf(AnnotationException.class)
                .hasMessageContaining("at least 4 are needed");
    }
}
