package dev.rostrum.drivers.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resampled tones against the same tones computed at the new rate. */
final class ResamplerTest {
    private static final int TO = 16_000;

    @ParameterizedTest
    @CsvSource({
        "48000, 100",
        "48000, 3000",
        "48000, 7000",
        "44100, 440",
        "44100, 7000",
        "8000, 1000",
        "8000, 3500",
        "22050, 5000",
        "32000, 6900"
    })
    void shouldKeepTonesInThePassBandAsTheyAre(int from, double hertz) {
        float[] output = resample(from, tone(from, hertz, from), 480);
        assertThat(output.length).isBetween(TO - 200, TO);
        for (int k = 1000; k < output.length - 100; k++) {
            assertThat((double) output[k]).isCloseTo(Math.sin(2 * Math.PI * hertz * k / TO), within(3e-4));
        }
    }

    @ParameterizedTest
    @CsvSource({"48000, 9000", "48000, 15000", "48000, 23000", "44100, 12000"})
    void shouldSilenceWhatTheNewRateCannotHold(int from, double hertz) {
        float[] output = resample(from, tone(from, hertz, from), 480);
        for (int k = 1000; k < output.length - 100; k++) {
            assertThat((double) output[k]).isCloseTo(0, within(2e-4));
        }
    }

    @ParameterizedTest
    @CsvSource({"8000, 1000", "16480, 3000", "15520, 3000", "44100, 440"})
    void shouldTurnAWholeSignalIntoOneOfTheSameTime(int from, double hertz) {
        float[] output = Resampler.whole(tone(from, hertz, 2 * from + 1), from, TO);
        assertThat(output).hasSize((int) Math.ceil((2.0 * from + 1) * TO / from));
        for (int k = 200; k < output.length - 200; k++) {
            assertThat((double) output[k]).isCloseTo(Math.sin(2 * Math.PI * hertz * k / TO), within(3e-4));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 441, 4096})
    void shouldNotDependOnTheSizeOfBlocks(int block) {
        SplittableRandom random = new SplittableRandom(2);
        float[] noise = new float[9000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextDouble(-1, 1);
        }
        assertThat(resample(44_100, noise, block)).isEqualTo(resample(44_100, noise, 9000));
    }

    @ParameterizedTest
    @CsvSource({"48000, 480", "44100, 1023", "8000, 160"})
    void shouldKeepPositionsAndLengthAcrossGapsAndTheEnd(int from, int blockFrames) {
        ScriptedSource source = new ScriptedSource(from, tone(from, 500, 3 * from));
        source.lose(from, from / 2);
        ResamplingSource resampling = new ResamplingSource(source, TO);
        assertThat(resampling.open()).isEqualTo(new CaptureFormat(TO, 1));
        AudioBlock block = new AudioBlock(1, blockFrames);
        long next = 0;
        long lost = 0;
        AudioSource.Outcome outcome = resampling.read(block);
        while (outcome != AudioSource.Outcome.END) {
            if (outcome == AudioSource.Outcome.FRAMES) {
                lost += block.gapFrames();
                assertThat(block.positionFrames()).isEqualTo(next + block.gapFrames());
                next = block.positionFrames() + block.frames();
                assertTone(block);
            }
            outcome = resampling.read(block);
        }
        assertThat(next).isEqualTo(3 * TO);
        /* the filter's way into the gap, a few milliseconds, is lost with it */
        assertThat(lost).isBetween(TO / 2L, TO / 2L + TO / 100);
    }

    private static void assertTone(AudioBlock block) {
        for (int i = 0; i < block.frames(); i++) {
            long k = block.positionFrames() + i;
            boolean edge = k < 200 || k > 3 * TO - 200 || (k >= TO - 200 && k < TO * 3 / 2 + 200);
            if (!edge) {
                assertThat((double) block.channel(0)[i]).isCloseTo(Math.sin(Math.PI * k / 16), within(3e-4));
            }
        }
    }

    private static float[] resample(int from, float[] input, int blockFrames) {
        Resampler resampler = new Resampler(from, TO);
        float[] output = new float[3 * input.length + 10];
        float[] part = new float[3 * blockFrames + 10];
        int count = 0;
        for (int at = 0; at < input.length; at += blockFrames) {
            float[] block = Arrays.copyOfRange(input, at, Math.min(input.length, at + blockFrames));
            int given = resampler.process(block, block.length, part);
            System.arraycopy(part, 0, output, count, given);
            count += given;
        }
        return Arrays.copyOf(output, count);
    }

    private static float[] tone(int rate, double hertz, int frames) {
        float[] tone = new float[frames];
        for (int i = 0; i < frames; i++) {
            tone[i] = (float) Math.sin(2 * Math.PI * hertz * i / rate);
        }
        return tone;
    }
}
