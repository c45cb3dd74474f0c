package dev.rostrum.lab.alteration;

/**
 * Louder or quieter.
 *
 * @param db above 0 for louder
 */
public record Gain(double db) implements Alteration {
    @Override
    public float[] of(float[] mono, int rateHz, long seed) {
        double factor = Math.pow(10, db / 20);
        float[] altered = new float[mono.length];
        for (int i = 0; i < mono.length; i++) {
            altered[i] = (float) (mono[i] * factor);
        }
        return altered;
    }
}
