package dev.rostrum.lab.alteration;

import dev.rostrum.drivers.simulated.Convolver;
import java.util.Random;

/**
 * A hall behind the room: noise that dies away exponentially follows every sound (J. A. Moorer, About this
 * reverberation business, 1979). The sound as it was comes through unchanged, so the truth stays where it is.
 *
 * @param rt60Seconds time in which the tail falls by 60 dB
 * @param tailDb power of the whole tail against the sound as it was; 0 for as much
 */
public record LateReverberation(double rt60Seconds, double tailDb) implements Alteration {
    private static final double SILENT_SECONDS = 0.01;

    public LateReverberation {
        if (!(rt60Seconds > SILENT_SECONDS)) {
            throw new IllegalArgumentException("rt60Seconds=" + rt60Seconds);
        }
    }

    @Override
    public float[] of(float[] mono, int rateHz, long seed) {
        float[] response = response(rateHz, seed);
        float[][] altered = new float[1][mono.length];
        new Convolver(response.length).add(mono, new float[][] {response}, altered, 0);
        return altered[0];
    }

    /** The direct sound at 0, then the tail. */
    float[] response(int rateHz, long seed) {
        Random random = new Random(seed);
        float[] response = new float[(int) Math.ceil(rt60Seconds * rateHz)];
        int begin = (int) Math.round(SILENT_SECONDS * rateHz);
        double power = 0;
        for (int i = begin; i < response.length; i++) {
            // 60 dB are a factor of 1000 in amplitude
            response[i] = (float) (random.nextGaussian() * Math.pow(1e-3, i / (rt60Seconds * rateHz)));
            power += (double) response[i] * response[i];
        }
        double factor = Math.sqrt(Math.pow(10, tailDb / 10) / power);
        for (int i = begin; i < response.length; i++) {
            response[i] *= (float) factor;
        }
        response[0] = 1;
        return response;
    }
}
