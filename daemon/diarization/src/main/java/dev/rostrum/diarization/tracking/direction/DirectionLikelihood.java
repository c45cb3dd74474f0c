package dev.rostrum.diarization.tracking.direction;

import dev.rostrum.diarization.tracking.frame.FrameDirections;
import dev.rostrum.diarization.tracking.frame.FrameLabels;
import java.util.Arrays;

/**
 * What directions say of who speaks, as a factor on the prior that the windows' votes give: bounded, and nothing where
 * directions are unknown or shared. Plain.
 */
public final class DirectionLikelihood {
    /**
     * How much directions tell.
     *
     * @param exponent power of a speaker's share of the directions around a frame
     * @param aroundSeconds directions so near to a frame count for it
     * @param uniformShare share of a speaker's speech that may come from anywhere
     */
    public record Settings(double exponent, double aroundSeconds, double uniformShare) {
        public static Settings defaults() {
            return new Settings(4, 0.2, 0.15);
        }
    }

    private final Settings settings;
    private final double framesPerSecond;

    /** For frames of which {@code framesPerSecond} come in a second. */
    public DirectionLikelihood(Settings settings, double framesPerSecond) {
        this.settings = settings;
        this.framesPerSecond = framesPerSecond;
    }

    /** Learns from labels that directions had no part in. */
    public DirectionPriors learn(FrameLabels bySound, FrameDirections directions, int speakers) {
        return DirectionPriors.learn(bySound, directions, speakers, settings.uniformShare());
    }

    /**
     * Weighs what is known before.
     *
     * @param speakerOf index in {@code priors} of each speaker, {@link DirectionPriors#UNLEARNT} for one that is new to them
     * @param prior {@code [frames][speakers]} how probable each speaker is without directions; changed
     */
    public void weigh(FrameDirections directions, DirectionPriors priors, int[] speakerOf, double[][] prior) {
        if (!directions.any() || speakerOf.length < 2) {
            return;
        }
        float[][] density = Arrays.stream(speakerOf).mapToObj(priors::density).toArray(float[][]::new);
        double[] share = new double[density.length];
        for (int i = 0; i < prior.length; i++) {
            if (shares(directions, density, i, share)) {
                for (int k = 0; k < share.length; k++) {
                    prior[i][k] *= Math.pow(share[k], settings.exponent());
                }
            }
        }
    }

    /** Each speaker's share of the directions around frame {@code i}; false where there are none. */
    private boolean shares(FrameDirections directions, float[][] density, int i, double[] share) {
        int around = (int) Math.round(settings.aroundSeconds() * framesPerSecond);
        Arrays.fill(share, 0);
        double all = 0;
        for (int j = Math.max(0, i - around); j <= Math.min(directions.frames() - 1, i + around); j++) {
            for (int p = 0; p < directions.count(j); p++) {
                int bin = DirectionHistogram.bin(directions.azimuthDegrees(j, p));
                double sum = 0;
                for (float[] speaker : density) {
                    sum += speaker[bin];
                }
                for (int k = 0; k < share.length; k++) {
                    share[k] += directions.strength(j, p) * density[k][bin] / sum;
                }
                all += directions.strength(j, p);
            }
        }
        for (int k = 0; k < share.length && all > 0; k++) {
            share[k] /= all;
        }
        return all > 0;
    }
}
