package dev.rostrum.model.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.model.ParityFixture;
import dev.rostrum.model.bundle.ModelBundle;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LogMelExtractorTest {
    private static final LogMelExtractor.Settings SETTINGS = ModelBundle.packaged()
            .manifest()
            .network("embedding")
            .embedding()
            .orElseThrow()
            .frontEnd();

    private final LogMelExtractor extractor = new LogMelExtractor(SETTINGS);

    @Test
    void shouldMatchKaldi() {
        ParityFixture fixture = new ParityFixture();
        ParityFixture.Case every = fixture.cases("log-mel").getFirst();
        float[] speech = fixture.speech();
        float[] expected = fixture.values("log-mel");

        float[] found = extractor.extract(speech, 0, speech.length);

        assertThat(expected).hasSize(every.rows() * 80);
        for (int row = 0; row < every.rows(); row++) {
            for (int m = 0; m < 80; m++) {
                assertThat(found[row * every.length() * 80 + m])
                        .as("frame %d, bin %d", row * every.length(), m)
                        .isCloseTo(expected[row * 80 + m], within(1e-3f));
            }
        }
    }

    @Test
    void shouldCountOnlyWholeFrames() {
        assertThat(extractor.frames(0)).isZero();
        assertThat(extractor.frames(399)).isZero();
        assertThat(extractor.frames(400)).isEqualTo(1);
        assertThat(extractor.frames(559)).isEqualTo(1);
        assertThat(extractor.frames(560)).isEqualTo(2);
        assertThat(extractor.frames(160000)).isEqualTo(998);
        assertThat(extractor.extract(new float[399], 0, 399)).isEmpty();
    }

    @Test
    void shouldRestOnTheFloorInSilence() {
        float floor = (float) Math.log(SETTINGS.floor());
        assertThat(extractor.extract(new float[400], 0, 400)).hasSize(80).containsOnly(floor);
    }

    @Test
    void shouldGiveTheSameFramesPieceByPiece() {
        float[] speech = new ParityFixture().speech();
        float[] whole = extractor.extract(speech, 0, 16000);
        float[] later = extractor.extract(speech, 160 * 40, 16000 - 160 * 40);
        assertThat(later).containsExactly(Arrays.copyOfRange(whole, 40 * 80, whole.length));
    }

    @Test
    void shouldPutAToneWhereItsMelIs() {
        float[] tone = new float[400];
        for (int n = 0; n < tone.length; n++) {
            tone[n] = (float) Math.sin(2 * Math.PI * 1000 * n / 16000);
        }
        float[] frame = extractor.extract(tone, 0, 400);
        int loudest = 0;
        for (int m = 1; m < frame.length; m++) {
            loudest = frame[m] > frame[loudest] ? m : loudest;
        }
        // mel(1000 Hz) = 1000 by definition of the scale; 81 steps of 34.7 from mel(20 Hz) = 31.7
        assertThat(loudest).isEqualTo(27);
    }

    @Test
    void shouldRefuseImpossibleSettings() {
        assertThatThrownBy(() -> new LogMelExtractor.Settings(
                        LogMelExtractor.Kind.KALDI_LOG, 16000, 400, 160, 256, 80, 20, 8000, 0.97, 0.85, 1e-7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fftSize=256");
    }
}
