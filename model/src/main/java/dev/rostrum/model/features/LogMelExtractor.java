package dev.rostrum.model.features;

import dev.rostrum.model.kernel.PowerSpectrum;
import java.util.Arrays;

/**
 * A mel filter bank, frame by frame, no mean over frames subtracted: what a frame holds depends on its own samples only,
 * so a stream is turned into frames once and pieces are cut out of them. Holds scratch space: one caller at a time.
 *
 * <p>For each frame: mean removed, pre-emphasis, a power of the raised-cosine window, power spectrum, triangles, and as
 * the {@link Kind} says the natural logarithm of no less than the floor. Frames that would reach beyond the signal do
 * not exist ("snip edges").
 */
public final class LogMelExtractor {
    private final Settings settings;
    private final PowerSpectrum spectrum;
    private final float[] window;
    private final float[] frame;
    private final float[] power;
    private final int[] firstBin;
    private final float[][] weights;

    /** Whose filter bank it is. */
    public enum Kind {
        /** Kaldi's: triangles linear in mel(f) = 1127 ln(1 + f/700), of height 1; logarithms. */
        KALDI_LOG,
        /**
         * Librosa's: triangles linear in frequency between centres on Slaney's scale (linear below 1 kHz, logarithmic
         * above), of area 1; powers, and the mean of a frame is not removed.
         */
        LIBROSA_POWER
    }

    /**
     * What a frame is.
     *
     * @param kind whose filter bank
     * @param sampleRate samples per second
     * @param frameSamples samples behind one frame
     * @param shiftSamples samples between the starts of frames
     * @param fftSize at least {@code frameSamples}; a power of two, or equal to {@code frameSamples}
     * @param mels filters, numbers in a frame
     * @param lowHz lower edge of the first filter
     * @param highHz upper edge of the last filter
     * @param preemphasis share of the sample before that is subtracted
     * @param windowPower exponent of the raised-cosine window; .85 is Povey's
     * @param floor smallest filter output before the logarithm
     */
    public record Settings(
            Kind kind,
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
                    kind,
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
        spectrum = PowerSpectrum.of(settings.fftSize());
        window = new float[settings.frameSamples()];
        int period = settings.kind() == Kind.KALDI_LOG ? window.length - 1 : window.length;
        for (int n = 0; n < window.length; n++) {
            window[n] = (float) Math.pow(0.5 - 0.5 * Math.cos(2 * Math.PI * n / period), settings.windowPower());
        }
        frame = new float[settings.fftSize()];
        power = new float[spectrum.bins()];
        firstBin = new int[settings.mels()];
        weights = new float[settings.mels()][];
        for (int m = 0; m < weights.length; m++) {
            buildTriangle(m);
        }
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
        float mean = settings.kind() == Kind.KALDI_LOG ? (float) (sum / window.length) : 0;
        float before = samples[offset] - mean;
        float share = (float) settings.preemphasis();
        for (int n = 0; n < window.length; n++) {
            float x = samples[offset + n] - mean;
            frame[n] = (x - share * before) * window[n];
            before = x;
        }
        Arrays.fill(frame, window.length, frame.length, 0f);
        spectrum.of(frame, power);
        for (int m = 0; m < weights.length; m++) {
            float[] triangle = weights[m];
            float energy = 0;
            for (int i = 0; i < triangle.length; i++) {
                energy += triangle[i] * power[firstBin[m] + i];
            }
            out[outOffset + m] =
                    settings.kind() == Kind.KALDI_LOG ? (float) Math.log(Math.max(energy, settings.floor())) : energy;
        }
    }

    private void buildTriangle(int m) {
        double binHz = (double) settings.sampleRate() / settings.fftSize();
        int first = power.length;
        int end = 0;
        float[] all = new float[power.length];
        for (int bin = 0; bin < power.length; bin++) {
            double weight = settings.kind() == Kind.KALDI_LOG ? kaldi(m, bin * binHz) : librosa(m, bin * binHz);
            if (weight > 0) {
                all[bin] = (float) weight;
                first = Math.min(first, bin);
                end = bin + 1;
            }
        }
        firstBin[m] = Math.min(first, end);
        weights[m] = Arrays.copyOfRange(all, firstBin[m], end);
    }

    private double kaldi(int m, double hz) {
        double low = mel(settings.lowHz());
        double step = (mel(settings.highHz()) - low) / (settings.mels() + 1);
        double left = low + m * step;
        return Math.min((mel(hz) - left) / step, (left + 2 * step - mel(hz)) / step);
    }

    private static double mel(double hz) {
        return 1127.0 * Math.log(1.0 + hz / 700.0);
    }

    private double librosa(int m, double hz) {
        double left = SlaneyScale.edge(settings, m);
        double middle = SlaneyScale.edge(settings, m + 1);
        double right = SlaneyScale.edge(settings, m + 2);
        double height = Math.min((hz - left) / (middle - left), (right - hz) / (right - middle));
        return height * 2 / (right - left);
    }
}
