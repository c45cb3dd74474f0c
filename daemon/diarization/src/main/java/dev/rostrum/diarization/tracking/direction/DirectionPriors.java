package dev.rostrum.diarization.tracking.direction;

import dev.rostrum.diarization.tracking.frame.FrameDirections;
import dev.rostrum.diarization.tracking.frame.FrameLabels;
import dev.rostrum.diarization.tracking.frame.FramePosteriors;
import java.util.Arrays;

/**
 * From where each speaker uses to speak: per speaker a histogram of directions, learnt from frames that the speakers alone
 * have decided. Immutable once learnt.
 *
 * <p>Nothing here says who somebody is. Two speakers from one direction have the same histogram, and the direction tells
 * nothing between them; a speaker that walks has a flat one; and two who changed seats have both seats in each of theirs.
 */
public final class DirectionPriors {
    /** In place of an index, for a speaker of whom nothing was learnt. */
    public static final int UNLEARNT = -1;

    private static final float[] FLAT = DirectionHistogram.flat();

    private final float[][] density;

    private DirectionPriors(int speakers) {
        this.density = new float[speakers][DirectionHistogram.BINS];
    }

    /**
     * Learns from labels that directions had no part in.
     *
     * @param uniformShare share of a speaker's speech that may come from anywhere
     */
    public static DirectionPriors learn(
            FrameLabels labels, FrameDirections directions, int speakers, double uniformShare) {
        if (!directions.any()) {
            return none(speakers);
        }
        double[][] counted = count(labels, directions, speakers);
        DirectionPriors priors = new DirectionPriors(speakers);
        for (int speaker = 0; speaker < speakers; speaker++) {
            double total = Arrays.stream(counted[speaker]).sum();
            // one frame more, from anywhere, stands for what is not known of somebody who was hardly heard
            double known = (1 - uniformShare) / (total + 1);
            double[] smooth = DirectionHistogram.smooth(counted[speaker]);
            for (int bin = 0; bin < DirectionHistogram.BINS; bin++) {
                priors.density[speaker][bin] =
                        (float) (known * smooth[bin] + (1 - known * total) / DirectionHistogram.BINS);
            }
        }
        return priors;
    }

    private static double[][] count(FrameLabels labels, FrameDirections directions, int speakers) {
        double[][] counted = new double[speakers][DirectionHistogram.BINS];
        for (int i = 0; i < labels.frames(); i++) {
            boolean sure = labels.first(i) != FrameLabels.NONE
                    && labels.second(i) == FrameLabels.NONE
                    && labels.confidence(i) >= FramePosteriors.LIKELY;
            if (sure && directions.count(i) > 0) {
                counted[labels.first(i)][DirectionHistogram.bin(directions.azimuthDegrees(i, 0))]++;
            }
        }
        return counted;
    }

    /**
     * Probability of each direction when {@code speaker} speaks, {@code [DirectionHistogram.BINS]}, all alike for
     * {@link #UNLEARNT}. LENT.
     */
    public float[] density(int speaker) {
        return speaker == UNLEARNT ? FLAT : density[speaker];
    }

    /** Says nothing of {@code speakers} speakers. */
    public static DirectionPriors none(int speakers) {
        DirectionPriors none = new DirectionPriors(speakers);
        Arrays.fill(none.density, FLAT);
        return none;
    }
}
