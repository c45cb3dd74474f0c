package dev.rostrum.diarization.tracking;

import java.util.Arrays;

/**
 * What directions say of who speaks, as a factor on the windows' votes: bounded, and nothing where directions are
 * unknown, shared or not to be trusted. Plain.
 */
final class DirectionLikelihood {
    /**
     * How much directions tell.
     *
     * @param exponent power of a voice's share of the directions around a frame
     * @param floor share that a voice without any keeps: bounds what directions can say
     * @param voteSpread share of all votes that every voice gets before directions count
     * @param aroundSeconds directions so near to a frame count for it
     * @param habits how they are learnt
     */
    public record Settings(
            double exponent, double floor, double voteSpread, double aroundSeconds, DirectionPriors.Settings habits) {
        public static Settings defaults() {
            return new Settings(4, 0.02, 0.2, 0.2, DirectionPriors.Settings.defaults());
        }
    }

    private static final double TINY = 1e-9;

    private final Settings settings;
    private final double framesPerSecond;

    DirectionLikelihood(Settings settings, double framesPerSecond) {
        this.settings = settings;
        this.framesPerSecond = framesPerSecond;
    }

    /** Learns from labels that directions had no part in. */
    DirectionPriors learn(FrameLabels byVoice, FrameDirections directions, int voices) {
        return DirectionPriors.learn(byVoice, directions, voices, framesPerSecond, settings.habits());
    }

    /**
     * Weighs votes.
     *
     * @param voiceOf index in {@code habits} of each voice, -1 for one that is new to them
     * @param votes {@code [frames][voices]}, changed
     */
    void weigh(FrameDirections directions, DirectionPriors habits, int[] voiceOf, double[][] votes) {
        if (!directions.any() || voiceOf.length < 2) {
            return;
        }
        double[] share = new double[voiceOf.length];
        for (int i = 0; i < votes.length; i++) {
            double trust = habits.trust(directions.firstFrame() + i);
            if (trust > 0 && shares(directions, habits.density(directions.firstFrame() + i), voiceOf, i, share)) {
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
            votes[k] = (votes[k] + settings.voteSpread() * sum)
                    * Math.pow(share[k] + settings.floor(), trust * settings.exponent());
        }
    }

    /** Each voice's share of the directions around frame {@code i}; false where there are none. */
    private boolean shares(FrameDirections directions, float[][] density, int[] voiceOf, int i, double[] share) {
        int around = (int) Math.round(settings.aroundSeconds() * framesPerSecond);
        Arrays.fill(share, 0);
        double all = 0;
        for (int j = Math.max(0, i - around); j <= Math.min(directions.frames() - 1, i + around); j++) {
            for (int p = 0; p < directions.count(j); p++) {
                int bin = DirectionHistogram.bin(directions.azimuthDegrees(j, p));
                double sum = TINY;
                for (int voice : voiceOf) {
                    sum += likelihood(density, voice, bin);
                }
                for (int k = 0; k < share.length; k++) {
                    share[k] += directions.strength(j, p) * likelihood(density, voiceOf[k], bin) / sum;
                }
                all += directions.strength(j, p);
            }
        }
        for (int k = 0; k < share.length && all > 0; k++) {
            share[k] /= all;
        }
        return all > 0;
    }

    private static double likelihood(float[][] density, int voice, int bin) {
        return voice < 0 ? 1.0 / DirectionHistogram.BINS : density[voice][bin];
    }
}
