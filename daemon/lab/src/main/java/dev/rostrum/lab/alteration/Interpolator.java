package dev.rostrum.lab.alteration;

/**
 * Reads a signal between its samples: a sinc under a Kaiser window (J. F. Kaiser, 1974), cut off at 0.95 of the lower
 * of the two Nyquist frequencies, from a table with linear steps between its entries.
 */
final class Interpolator {
    private static final int ZERO_CROSSINGS = 24;
    private static final int STEPS = 512;
    private static final double BETA = 8;
    private static final double PASS = 0.95;

    private final double stride;
    private final double cutOff;
    private final double[] kernel = new double[ZERO_CROSSINGS * STEPS + 2];

    /** @param stride input samples from one output sample to the next */
    Interpolator(double stride) {
        if (!(stride > 0)) {
            throw new IllegalArgumentException("stride=" + stride);
        }
        this.stride = stride;
        this.cutOff = PASS * Math.min(1, 1 / stride);
        for (int i = 0; i <= ZERO_CROSSINGS * STEPS; i++) {
            double x = (double) i / STEPS;
            double sinc = i == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
            double edge = x / ZERO_CROSSINGS;
            kernel[i] = sinc * bessel(BETA * Math.sqrt(1 - edge * edge)) / bessel(BETA);
        }
    }

    /** Output sample k stands for the instant of input sample {@code k * stride}; silence lies around the input. */
    float[] read(float[] input) {
        float[] output = new float[(int) Math.ceil(input.length / stride)];
        double reach = ZERO_CROSSINGS / cutOff;
        for (int k = 0; k < output.length; k++) {
            double at = k * stride;
            int first = Math.max(0, (int) Math.ceil(at - reach));
            int last = Math.min(input.length - 1, (int) Math.floor(at + reach));
            double sum = 0;
            for (int i = first; i <= last; i++) {
                sum += input[i] * kernel(Math.abs(i - at) * cutOff);
            }
            output[k] = (float) (sum * cutOff);
        }
        return output;
    }

    private double kernel(double crossings) {
        double place = crossings * STEPS;
        int before = (int) place;
        return kernel[before] + (place - before) * (kernel[before + 1] - kernel[before]);
    }

    /** Modified Bessel function of the first kind and order 0, by its power series. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-16; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
