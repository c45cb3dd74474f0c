package dev.rostrum.model.kernel;

/**
 * tanh and the logistic function over whole arrays, within 2e-7, in arithmetic that compilers turn into vector
 * instructions.
 *
 * <p>tanh(u) for u in [-4.5, 4.5] is Lambert's continued fraction cut after seven terms, u Q(u^2) / P(u^2); then
 * tanh(2u) = 2t / (1 + t^2), which squares the error away and costs no second division. The error in exact arithmetic
 * is 1e-8; beyond 9 the result is 1 - 3e-8. The logistic function is (1 + tanh(x / 2)) / 2.
 */
final class Squashing {
    private static final float LIMIT = 4.5f;
    private static final float Q1 = 17325f / 135135f;
    private static final float Q2 = 378f / 135135f;
    private static final float Q3 = 1f / 135135f;
    private static final float P1 = 62370f / 135135f;
    private static final float P2 = 3150f / 135135f;
    private static final float P3 = 28f / 135135f;

    private Squashing() {}

    /** Turns {@code x} into tanh(x) times {@code factor}. */
    static void tanh(float[] x, float[] factor) {
        for (int i = 0; i < x.length; i++) {
            float u = Math.max(-LIMIT, Math.min(LIMIT, x[i] * 0.5f));
            float y = u * u;
            float q = Math.fma(Math.fma(Math.fma(y, Q3, Q2), y, Q1), y, 1f) * u;
            float p = Math.fma(Math.fma(Math.fma(y, P3, P2), y, P1), y, 1f);
            x[i] = factor[i] * (2f * q * p / Math.fma(p, p, q * q));
        }
    }

    /** Turns {@code x} into the logistic function of {@code steepness * (x + sums * scale)}. */
    static void sigmoid(float[] x, float[] sums, float[] scale, float[] steepness) {
        for (int i = 0; i < x.length; i++) {
            float at = Math.fma(sums[i], scale[i], x[i]) * steepness[i];
            float u = Math.max(-LIMIT, Math.min(LIMIT, at * 0.25f));
            float y = u * u;
            float q = Math.fma(Math.fma(Math.fma(y, Q3, Q2), y, Q1), y, 1f) * u;
            float p = Math.fma(Math.fma(Math.fma(y, P3, P2), y, P1), y, 1f);
            x[i] = Math.fma(q * p / Math.fma(p, p, q * q), 1f, 0.5f);
        }
    }
}
