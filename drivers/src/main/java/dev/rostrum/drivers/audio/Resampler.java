package dev.rostrum.drivers.audio;

import java.util.Arrays;

/**
 * Changes the sample rate of one channel by a ratio of integers: a polyphase filter whose prototype is a sinc under a
 * Kaiser window (J. F. Kaiser, 1974; P. P. Vaidyanathan, Multirate Systems and Filter Banks, 1993, chapter 4). The pass
 * band ends at 0.9 of the lower Nyquist frequency, images and aliases lie 80 dB below from there on to 1.1 of it, and
 * the filter's delay is taken out: output {@code k} stands for the same instant as input {@code k * from / to}. One
 * thread.
 */
public final class Resampler {
    private static final double TRANSITION = 0.2;
    private static final double STOP_DB = 80;

    private final int up;
    private final int down;
    private final int reach;
    private final float[][] phases;
    private float[] kept = new float[0];
    private int keptFrames;
    private long keptFrom;
    private long outputs;

    Resampler(int fromRate, int toRate) {
        int common = greatestCommonDivisor(fromRate, toRate);
        this.up = toRate / common;
        this.down = fromRate / common;
        /* cut-off in cycles per input sample */
        double cutOff = 0.5 * Math.min(1.0, up / (double) down);
        this.reach = (int) Math.ceil((STOP_DB - 7.95) / (14.36 * TRANSITION * cutOff) / 2) + 1;
        this.phases = new float[up][2 * reach];
        double beta = 0.1102 * (STOP_DB - 8.7);
        for (int phase = 0; phase < up; phase++) {
            for (int k = 0; k < 2 * reach; k++) {
                double t = k - (reach - 1) - phase / (double) up;
                phases[phase][k] = (float) (2 * cutOff * sinc(2 * cutOff * t) * kaiser(t / reach, beta));
            }
        }
        restart();
    }

    /**
     * A whole signal at another rate; silence lies around it.
     *
     * @param fromRate in any unit that {@code toRate} has, too: only their ratio counts
     * @return as many samples as begin within the signal
     */
    public static float[] whole(float[] signal, int fromRate, int toRate) {
        Resampler resampler = new Resampler(fromRate, toRate);
        float[] withSilence = Arrays.copyOf(signal, signal.length + resampler.lookAhead());
        float[] output = new float[resampler.outputsFor(withSilence.length)];
        resampler.process(withSilence, withSilence.length, output);
        return Arrays.copyOf(output, (int) Math.ceilDiv((long) signal.length * toRate, fromRate));
    }

    /** Begins anew: what comes next has nothing to do with what came before. */
    void restart() {
        kept = new float[4 * reach];
        /* silence before the first sample */
        keptFrames = reach;
        keptFrom = -reach;
        outputs = 0;
    }

    /** Input samples that must follow an instant before its output can be made. */
    int lookAhead() {
        return reach;
    }

    /** Outputs that some inputs can give at most. */
    int outputsFor(int inputs) {
        return (int) ((long) inputs * up / down) + 1;
    }

    /** Inputs that give at most so many outputs. */
    int inputsFor(int outputCount) {
        return (int) Math.max(1, (long) (outputCount - 1) * down / up);
    }

    /**
     * Takes inputs and gives the outputs that they complete.
     *
     * @param input LENT, valid up to {@code frames}
     * @param output filled from index 0
     * @return outputs given
     */
    int process(float[] input, int frames, float[] output) {
        append(input, frames);
        long end = keptFrom + keptFrames;
        int given = 0;
        while (Math.floorDiv(outputs * down, up) + reach < end) {
            output[given++] = at(outputs++);
        }
        drop(Math.floorDiv(outputs * down, up) - reach + 1);
        return given;
    }

    private float at(long output) {
        long whole = Math.floorDiv(output * down, up);
        float[] taps = phases[Math.floorMod(output * down, up)];
        int first = (int) (whole - (reach - 1) - keptFrom);
        double sum = 0;
        for (int k = 0; k < taps.length; k++) {
            sum += taps[k] * kept[first + k];
        }
        return (float) sum;
    }

    private void append(float[] input, int frames) {
        if (keptFrames + frames > kept.length) {
            kept = Arrays.copyOf(kept, keptFrames + frames + 4 * reach);
        }
        System.arraycopy(input, 0, kept, keptFrames, frames);
        keptFrames += frames;
    }

    private void drop(long before) {
        int count = Math.clamp(before - keptFrom, 0, keptFrames);
        System.arraycopy(kept, count, kept, 0, keptFrames - count);
        keptFrames -= count;
        keptFrom += count;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : StrictMath.sin(StrictMath.PI * x) / (StrictMath.PI * x);
    }

    private static double kaiser(double x, double beta) {
        return Math.abs(x) >= 1 ? 0 : bessel(beta * Math.sqrt(1 - x * x)) / bessel(beta);
    }

    /** Modified Bessel function of the first kind, order 0, by its power series. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > 1e-12 * sum; k++) {
            term *= (x / (2 * k)) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
