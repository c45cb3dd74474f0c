package dev.rostrum.diarization.tracking.direction;

import dev.rostrum.diarization.tracking.frame.FrameDirections;
import dev.rostrum.diarization.tracking.frame.FrameLabels;
import dev.rostrum.diarization.tracking.frame.FramePosteriors;
import java.util.Arrays;

/**
 * From where each speaker uses to speak: per speaker and stretch of time a histogram of directions, learnt from frames
 * that the speakers alone have decided. Immutable once learnt.
 *
 * <p>Nothing here says who somebody is. Two speakers from one direction have the same histogram, and the direction tells
 * nothing between them; a speaker that walks has a flat one; and where directions contradict the speakers, as after two
 * speakers changed seats, {@link #trust} falls until the new seats are learnt.
 */
public final class DirectionPriors {
    /**
     * How directions are learnt.
     *
     * @param blockSeconds resolution in time
     * @param memorySeconds what is so much earlier or later counts e times less
     * @param uniformShare share of a speaker's speech that may come from anywhere
     * @param enoughFrames frames of a speaker behind which its histogram is its own; with fewer it stays nearer to flat
     * @param trustFrom share of frames in which the speaker must be the likeliest of its direction for directions to be trusted at all
     * @param trustTo share from which they are trusted fully
     */
    public record Settings(
            double blockSeconds,
            double memorySeconds,
            double uniformShare,
            double enoughFrames,
            double trustFrom,
            double trustTo) {
        public static Settings defaults() {
            return new Settings(5, 60, 0.15, 60, 0.5, 0.85);
        }
    }

    private final Settings settings;
    private final int blockFrames;
    private final long firstFrame;
    private final int speakers;
    private final float[][][] density;
    private final double[] trust;

    private DirectionPriors(Settings settings, int blockFrames, long firstFrame, int speakers, int blocks) {
        this.settings = settings;
        this.blockFrames = blockFrames;
        this.firstFrame = firstFrame;
        this.speakers = speakers;
        this.density = new float[blocks][speakers][DirectionHistogram.BINS];
        this.trust = new double[blocks];
    }

    /** Learns from labels that directions had no part in. */
    public static DirectionPriors learn(
            FrameLabels labels, FrameDirections directions, int speakers, double framesPerSecond, Settings settings) {
        int blockFrames = (int) Math.round(settings.blockSeconds() * framesPerSecond);
        int blocks = Math.max(1, Math.ceilDiv(labels.frames(), blockFrames));
        DirectionPriors priors = new DirectionPriors(
                settings, blockFrames, labels.firstFrame(), speakers, directions.any() ? blocks : 1);
        if (directions.any()) {
            double[][][] counted = priors.count(labels, directions);
            for (int block = 0; block < blocks; block++) {
                priors.blend(counted, block);
            }
            priors.judge(labels, directions);
        }
        return priors;
    }

    private double[][][] count(FrameLabels labels, FrameDirections directions) {
        double[][][] counted = new double[density.length][speakers][DirectionHistogram.BINS];
        for (int i = 0; i < labels.frames(); i++) {
            if (sure(labels, i) && directions.count(i) > 0) {
                int bin = DirectionHistogram.bin(directions.azimuthDegrees(i, 0));
                counted[i / blockFrames][labels.first(i)][bin]++;
            }
        }
        return counted;
    }

    private boolean sure(FrameLabels labels, int i) {
        return labels.first(i) != FrameLabels.NONE
                && labels.second(i) == FrameLabels.NONE
                && labels.confidence(i) >= FramePosteriors.LIKELY;
    }

    private void blend(double[][][] counted, int block) {
        for (int speaker = 0; speaker < speakers; speaker++) {
            double[] sum = new double[DirectionHistogram.BINS];
            double total = 0;
            for (int other = 0; other < counted.length; other++) {
                double seconds = Math.abs(other - block) * settings.blockSeconds();
                double weight = Math.exp(-seconds / settings.memorySeconds());
                for (int bin = 0; bin < DirectionHistogram.BINS; bin++) {
                    sum[bin] += weight * counted[other][speaker][bin];
                    total += weight * counted[other][speaker][bin];
                }
            }
            double known = (1 - settings.uniformShare()) * total / (total + settings.enoughFrames());
            double[] smooth = DirectionHistogram.smooth(sum);
            for (int bin = 0; bin < DirectionHistogram.BINS; bin++) {
                density[block][speaker][bin] =
                        (float) ((total > 0 ? known * smooth[bin] / total : 0) + (1 - known) / DirectionHistogram.BINS);
            }
        }
    }

    /** How often the direction names the speaker that the speakers named, around each block. */
    private void judge(FrameLabels labels, FrameDirections directions) {
        double[] agreed = new double[density.length];
        double[] asked = new double[density.length];
        for (int i = 0; i < labels.frames(); i++) {
            if (sure(labels, i) && directions.count(i) > 0) {
                int block = i / blockFrames;
                float[][] here = density[block];
                int bin = DirectionHistogram.bin(directions.azimuthDegrees(i, 0));
                float most = 0;
                for (float[] speaker : here) {
                    most = Math.max(most, speaker[bin]);
                }
                asked[block]++;
                agreed[block] += here[labels.first(i)][bin] == most ? 1 : 0;
            }
        }
        for (int block = 0; block < trust.length; block++) {
            double right = 0;
            double all = 1e-9;
            for (int other = 0; other < trust.length; other++) {
                double weight =
                        Math.exp(-Math.abs(other - block) * settings.blockSeconds() / (settings.memorySeconds() / 3));
                right += weight * agreed[other];
                all += weight * asked[other];
            }
            double share = right / all;
            trust[block] =
                    Math.clamp((share - settings.trustFrom()) / (settings.trustTo() - settings.trustFrom()), 0, 1);
        }
    }

    int speakers() {
        return speakers;
    }

    /** Probability of each direction when each speaker speaks, around {@code frame} of the stream: {@code [speakers][DirectionHistogram.BINS]}. */
    public float[][] density(long frame) {
        return density[block(frame)];
    }

    /** How far directions can be trusted around {@code frame}, 0 to 1. */
    public double trust(long frame) {
        return trust[block(frame)];
    }

    private int block(long frame) {
        return Math.clamp((frame - firstFrame) / blockFrames, 0, density.length - 1);
    }

    /** Says nothing of {@code speakers} speakers. */
    public static DirectionPriors none(int speakers) {
        DirectionPriors none = new DirectionPriors(Settings.defaults(), 1, 0, speakers, 1);
        for (float[] speaker : none.density[0]) {
            Arrays.fill(speaker, 1f / DirectionHistogram.BINS);
        }
        return none;
    }
}
