package dev.rostrum.lab.alteration;

/** Eight bits a sample on a logarithmic scale, as on the telephone: the mu-law of ITU-T G.711 in its smooth form. */
public record Companding() implements Alteration {
    private static final double MU = 255;
    private static final double STEPS = 127;

    @Override
    public float[] of(float[] mono, int rateHz, long seed) {
        float[] altered = new float[mono.length];
        for (int i = 0; i < mono.length; i++) {
            double loudness = Math.min(1, Math.abs(mono[i]));
            double code = Math.rint(STEPS * Math.log1p(MU * loudness) / Math.log1p(MU));
            altered[i] = (float) (Math.signum(mono[i]) * Math.expm1(code / STEPS * Math.log1p(MU)) / MU);
        }
        return altered;
    }
}
