package dev.rostrum.diarization.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.window.AudioWindow;
import dev.rostrum.diarization.window.WindowAssembler;
import dev.rostrum.model.features.LogMelExtractor;
import dev.rostrum.model.segmentation.FrameGrid;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SilenceGateTest {
    private static final int RATE = 16_000;
    private static final int HOP = RATE / 2;
    private static final FrameGrid GRID = new FrameGrid(RATE, 495, 270);

    private final LogMelHistory logMel = new LogMelHistory(
            new LogMelExtractor(new LogMelExtractor.Settings(
                    LogMelExtractor.Kind.KALDI_LOG, RATE, 400, 160, 512, 80, 20, 8_000, 0.97, 0.85, 1e-7)),
            10 * RATE);
    private final SilenceGate gate = new SilenceGate(logMel, 10);
    private final WindowAssembler assembler = new WindowAssembler(10 * RATE, RATE, HOP);
    private final Random random = new Random(7);

    @BeforeEach
    void hearTenSecondsOfNoise() {
        for (int i = 0; i < 20; i++) {
            hear(0, 0);
        }
    }

    @Test
    void shouldStayClosedInNoiseThatStays() {
        gate.heard(hear(0, 0), posteriors(0));
        int closed = 0;
        for (int i = 0; i < 100; i++) {
            AudioWindow window = hear(0, 0);
            if (gate.silence(window).isPresent()) {
                closed++;
            } else {
                gate.heard(window, posteriors(0));
            }
        }
        assertThat(closed).isGreaterThan(85);
    }

    /** 10 dB above the noise in its own band, and far below all of the noise together. */
    @ParameterizedTest
    @ValueSource(ints = {150, 500, 1500, 3500, 7000})
    void shouldOpenWhereOneBandBecomesLouder(int hertz) {
        gate.heard(hear(0, 0), posteriors(0));
        assertThat(gate.silence(hear(hertz, 0.002)).isPresent()).isFalse();
    }

    @Test
    void shouldStayOpenWhereSomebodySpokeJustNow() {
        gate.heard(hear(0, 0), posteriors(0.9f));
        assertThat(gate.silence(hear(0, 0)).isPresent()).isFalse();
    }

    @Test
    void shouldHearAVoiceAfterADoor() {
        gate.heard(hear(1000, 0.5), posteriors(0));
        assertThat(gate.silence(hear(1000, 0.002)).isPresent()).isFalse();
    }

    @Test
    void shouldKnowNothingBehindAHole() {
        gate.heard(hear(0, 0), posteriors(0));
        gate.clear();
        assertThat(gate.silence(hear(0, 0)).isPresent()).isFalse();
    }

    /** Half a second of noise and, in the second half of it, of a tone. */
    private AudioWindow hear(int hertz, double amplitude) {
        float[] sound = new float[HOP];
        for (int i = 0; i < HOP; i++) {
            double tone = i < HOP / 2 ? 0 : amplitude * Math.sin(2 * Math.PI * hertz * i / RATE);
            sound[i] = (float) (0.002 * random.nextGaussian() + tone);
        }
        for (int done = 0; done < HOP; ) {
            done += assembler.take(sound, done, HOP - done);
        }
        AudioWindow window = assembler.window();
        logMel.advanceTo(window);
        return window;
    }

    private RecordedPosteriors posteriors(float speech) {
        float[][] speechOverlap = new float[2][589];
        java.util.Arrays.fill(speechOverlap[0], speech);
        return new RecordedPosteriors(
                assembler.nextSample() - 10 * RATE, GRID, new float[589], speechOverlap, new byte[589]);
    }
}
