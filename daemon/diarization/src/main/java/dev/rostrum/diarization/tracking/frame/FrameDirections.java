package dev.rostrum.diarization.tracking.frame;

import dev.rostrum.diarization.frontend.DirectionFrame;

/**
 * From where sound came in some frames. Immutable.
 *
 * @param firstFrame stream number of frame 0
 * @param counts directions in each frame, {@code [frames]}
 * @param azimuthsDegrees {@code [frames][DirectionFrame.MOST]} row by row, the strongest first
 * @param strengths of the same, 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent")
public record FrameDirections(long firstFrame, byte[] counts, float[] azimuthsDegrees, float[] strengths) {
    /** Nothing known of {@code frames} frames. */
    public static FrameDirections none(long firstFrame, int frames) {
        return new FrameDirections(firstFrame, new byte[frames], new float[0], new float[0]);
    }

    /** How many frames these are. */
    public int frames() {
        return counts.length;
    }

    /** Whether anything is known at all. */
    public boolean any() {
        return azimuthsDegrees.length > 0;
    }

    /** How many directions were heard in {@code frame} of these. */
    public int count(int frame) {
        return counts[frame];
    }

    /** Direction {@code i} of {@code frame}, in degrees counter-clockwise from +x, 0 to below 360. */
    public float azimuthDegrees(int frame, int i) {
        return azimuthsDegrees[frame * DirectionFrame.MOST + i];
    }

    /** How strong direction {@code i} of {@code frame} is, 0 to 1. */
    public float strength(int frame, int i) {
        return strengths[frame * DirectionFrame.MOST + i];
    }
}
