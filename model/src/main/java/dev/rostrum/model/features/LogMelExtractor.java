package dev.rostrum.model.features;

import dev.rostrum.model.kernel.RealFft;
import java.util.Arrays;

/**
 * Kaldi's log-mel filter bank, frame by frame, no mean subtracted: what a frame holds depends on its own samples only,
 * so a stream is turned into frames once and pieces are cut out of them. Holds scratch space: one caller at a time.
 *
 * <p>For each frame: mean removed, pre-emphasis, Povey window, power spectrum, triangles that are linear in mel
 * (mel(f) = 1127 ln(1 + f/700)), natural logarithm of no less than the floor. Frames that would reach beyond the
 * signal do not exist ("snip edges").
 */
public final class LogMelExtractor {
    private final Settings settings;
    private final RealFft fft;
    private final float[] window;
    private final float[] frame;
    private final float[] power;
    private final int[] firstBin;
    private final float[][] weights;

    /**
     * What a log-mel frame is.
     *
     * @param sampleRate samples per second
     * @param frameSamples samples behind one frame
     * @param shiftSamples samples between the starts of frames
     * @param fftSize power of two, at least {@code frameSamples}
     * @param mels filters, numbers in a frame
     * @param lowHz lower edge of the first filter
     * @param highHz upper edge of the last filter
     * @param preemphasis share of the sample before that is subtracted
     * @param windowPower exponent of the raised-cosine window; .85 is Povey's
     * @param floor smallest filter output before the logarithm
     */
    public record Settings(
            int sampleRate,
            int frameSamples,
            int shiftSamples,
            int fftSize,
            int mels,
            double lowHz,
            double highHz,
            double preemphasis,
            double windowPower,
            double floor) {
        public Settings {
            if (frameSamples < 2 || shiftSamples < 1 || fftSize < frameSamples || mels < 1 || highHz <= lowHz) {
                throw new IllegalArgumentException("frameSamples=" + frameSamples + " shiftSamples=" + shiftSamples
                        + " fftSize=" + fftSize + " mels=" + mels + " lowHz=" + lowHz + " highHz=" + highHz);
            }
        }

        /** The same, but that only silence itself meets a floor: for who knows the level later and puts it there then. */
        public Settings withoutFloor() {
            return new Settings(
                    sampleRate,
                    frameSamples,
                    shiftSamples,
                    fftSize,
                    mels,
                    lowHz,
                    highHz,
                    preemphasis,
                    windowPower,
                    Float.MIN_NORMAL);
        }
    }

    public LogMelExtractor(Settings settings) {
        this.settings = settings;
        fft = new RealFft(settings.fftSize());
        window = new float[settings.frameSamples()];
        for (int n = 0; n < window.length; n++) {
            window[n] = (float)
                    Math.pow(0.5 - 0.5 * Math.cos(2 * Math.PI * n / (window.length - 1)), settings.windowPower());
        }
        frame = new float[settings.fftSize()];
        power = new float[settings.fftSize() / 2];
        firstBin = new int[settings.mels()];
        weights = new float[settings.mels()][];
        buildTriangles();
    }

    public Settings settings() {
        return settings;
    }

    /** Numbers in a frame. */
    public int mels() {
        return settings.mels();
    }

    /** How many frames {@code samples} samples give; 0 if they are too few for one. */
    public int frames(int samples) {
        return samples < settings.frameSamples()
                ? 0
                : 1 + (samples - settings.frameSamples()) / settings.shiftSamples();
    }

    /**
     * Turns {@code length} samples into frames.
     *
     * @param samples mono in [-1, 1]; LENT, not changed
     * @return row-major {@code [frames(length)][mels]}
     */
    public float[] extract(float[] samples, int offset, int length) {
        int frames = frames(length);
        float[] out = new float[frames * settings.mels()];
        for (int f = 0; f < frames; f++) {
            extractFrame(samples, offset + f * settings.shiftSamples(), out, f * settings.mels());
        }
        return out;
    }

    /**
     * Writes the one frame that starts at {@code samples[offset]}.
     *
     * @param samples mono in [-1, 1], {@code frameSamples} of them from {@code offset} on; LENT, not changed
     * @param out receives {@link #mels()} numbers from {@code outOffset} on
     */
    public void extractFrame(float[] samples, int offset, float[] out, int outOffset) {
        double sum = 0;
        for (int n = 0; n < window.length; n++) {
            sum += samples[offset + n];
        }
        float mean = (float) (sum / window.length);
        float before = samples[offset] - mean;
        float share = (float) settings.preemphasis();
        for (int n = 0; n < window.length; n++) {
            float x = samples[offset + n] - mean;
            frame[n] = (x - share * before) * window[n];
            before = x;
        }
        Arrays.fill(frame, window.length, frame.length, 0f);
        fft.power(frame, power);
        for (int m = 0; m < weights.length; m++) {
            float[] triangle = weights[m];
            float energy = 0;
            for (int i = 0; i < triangle.length; i++) {
                energy += triangle[i] * power[firstBin[m] + i];
            }
            out[outOffset + m] = (float) Math.log(Math.max(energy, settings.floor()));
        }
    }

    private void buildTriangles() {
        double low = mel(settings.lowHz());
        double step = (mel(settings.highHz()) - low) / (settings.mels() + 1);
        double binHz = (double) settings.sampleRate() / settings.fftSize();
        for (int m = 0; m < weights.length; m++) {
            double left = low + m * step;
            int first = power.length;
            int end = 0;
            float[] all = new float[power.length];
            for (int bin = 0; bin < power.length; bin++) {
                double at = mel(bin * binHz);
                double weight = Math.min((at - left) / step, (left + 2 * step - at) / step);
                if (weight > 0) {
                    all[bin] = (float) weight;
                    first = Math.min(first, bin);
                    end = bin + 1;
                }
            }
            firstBin[m] = Math.min(first, end);
            weights[m] = Arrays.copyOfRange(all, firstBin[m], end);
        }
    }

    private static double mel(double hz) {
        return 1127.0 * Math.log(1.0 + hz / 700.0);
    }
}
