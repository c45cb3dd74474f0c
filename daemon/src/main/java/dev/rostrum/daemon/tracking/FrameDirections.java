package dev.rostrum.daemon.tracking;

import dev.rostrum.daemon.frontend.DirectionFrame;

/**
 * From where sound came in some frames. Immutable.
 *
 * @param firstFrame stream number of frame 0
 * @param counts directions in each frame, {@code [frames]}
 * @param azimuthsDegrees {@code [frames][DirectionFrame.MOST]} row by row, the strongest first
 * @param strengths of the same, 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent")
record FrameDirections(long firstFrame, byte[] counts, float[] azimuthsDegrees, float[] strengths) {
    /** Nothing known of {@code frames} frames. */
    static FrameDirections none(long firstFrame, int frames) {
        return new FrameDirections(firstFrame, new byte[frames], new float[0], new float[0]);
    }

    int frames() {
        return counts.length;
    }

    /** Whether anything is known at all. */
    boolean any() {
        return azimuthsDegrees.length > 0;
    }

    int count(int frame) {
        return counts[frame];
    }

    float azimuthDegrees(int frame, int i) {
        return azimuthsDegrees[frame * DirectionFrame.MOST + i];
    }

    float strength(int frame, int i) {
        return strengths[frame * DirectionFrame.MOST + i];
    }
}
