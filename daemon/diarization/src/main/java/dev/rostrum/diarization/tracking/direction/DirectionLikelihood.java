package dev.rostrum.diarization.tracking.direction;

import dev.rostrum.diarization.tracking.frame.FrameDirections;
import dev.rostrum.diarization.tracking.frame.FrameLabels;
import java.util.Arrays;

/**
 * What directions say of who speaks, as a factor on the windows' votes: bounded, and nothing where directions are
 * unknown, shared or not to be trusted. Plain.
 */
public final class DirectionLikelihood {
    /**
     * How much directions tell.
     *
     * @param exponent power of a speaker's share of the directions around a frame
     * @param voteSpread share of all votes that every speaker gets before directions count
     * @param aroundSeconds directions so near to a frame count for it
     * @param priors how they are learnt
     */
    public record Settings(double exponent, double voteSpread, double aroundSeconds, DirectionPriors.Settings priors) {
        public static Settings defaults() {
            return new Settings(4, 0.2, 0.2, DirectionPriors.Settings.defaults());
        }
    }

    private static final double TINY = 1e-9;

    private final Settings settings;
    private final double framesPerSecond;

    /** For frames of which {@code framesPerSecond} come in a second. */
    public DirectionLikelihood(Settings settings, double framesPerSecond) {
        this.settings = settings;
        this.framesPerSecond = framesPerSecond;
    }

    /** Learns from labels that directions had no part in. */
    public DirectionPriors learn(FrameLabels bySound, FrameDirections directions, int speakers) {
        return DirectionPriors.learn(bySound, directions, speakers, framesPerSecond, settings.priors());
    }

    /**
     * Weighs votes.
     *
     * @param speakerOf index in {@code priors} of each speaker, -1 for one that is new to them
     * @param votes {@code [frames][speakers]}, changed
     */
    public void weigh(FrameDirections directions, DirectionPriors priors, int[] speakerOf, double[][] votes) {
        if (!directions.any() || speakerOf.length < 2) {
            return;
        }
        double[] share = new double[speakerOf.length];
        for (int i = 0; i < votes.length; i++) {
            double trust = priors.trust(directions.firstFrame() + i);
            if (trust > 0 && shares(directions, priors.density(directions.firstFrame() + i), speakerOf, i, share)) {
                apply(votes[i], share, trust);
            }
        }
    }

    private void apply(double[] votes, double[] share, double trust) {
        double sum = 0;
        for (double vote : votes) {
            sum += vote;
        }
        for (int k = 0; k < votes.length; k++) {
            votes[k] = (votes[k] + settings.voteSpread() * sum) * Math.pow(share[k], trust * settings.exponent());
        }
    }

    /** Each speaker's share of the directions around frame {@code i}; false where there are none. */
    private boolean shares(FrameDirections directions, float[][] density, int[] speakerOf, int i, double[] share) {
        int around = (int) Math.round(settings.aroundSeconds() * framesPerSecond);
        Arrays.fill(share, 0);
        double all = 0;
        for (int j = Math.max(0, i - around); j <= Math.min(directions.frames() - 1, i + around); j++) {
            for (int p = 0; p < directions.count(j); p++) {
                int bin = DirectionHistogram.bin(directions.azimuthDegrees(j, p));
                double sum = TINY;
                for (int speaker : speakerOf) {
                    sum += likelihood(density, speaker, bin);
                }
                for (int k = 0; k < share.length; k++) {
                    share[k] += directions.strength(j, p) * likelihood(density, speakerOf[k], bin) / sum;
                }
                all += directions.strength(j, p);
            }
        }
        for (int k = 0; k < share.length && all > 0; k++) {
            share[k] /= all;
        }
        return all > 0;
    }

    private static double likelihood(float[][] density, int speaker, int bin) {
        return speaker < 0 ? 1.0 / DirectionHistogram.BINS : density[speaker][bin];
    }
}
