package dev.rostrum.diarization.tracking;

import dev.rostrum.diarization.frontend.DirectionFrame;
import dev.rostrum.diarization.frontend.DirectionTrack;

/**
 * From where sound came in some frames. Immutable.
 *
 * @param firstFrame stream number of frame 0
 * @param counts directions in each frame, {@code [frames]}
 * @param azimuthsDegrees {@code [frames][DirectionFrame.MOST]} row by row, the strongest first
 * @param strengths of the same, 0 to 1
 * @param agreements of each sector, {@code [frames][DirectionFrame.SECTORS]} row by row, in 127ths; {@link #UNTOLD} in a
 *     frame of which nobody told
 */
@SuppressWarnings("ArrayRecordComponent")
record FrameDirections(long firstFrame, byte[] counts, float[] azimuthsDegrees, float[] strengths, byte[] agreements) {
    /** No agreement: the array was silent about this frame. */
    static final byte UNTOLD = Byte.MIN_VALUE;

    /** Nothing known of {@code frames} frames. */
    static FrameDirections none(long firstFrame, int frames) {
        return new FrameDirections(firstFrame, new byte[frames], new float[0], new float[0], new byte[0]);
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

    /** Whether the array told anything of {@code frame}. */
    boolean told(int frame) {
        return any() && agreements[frame * DirectionFrame.SECTORS] != UNTOLD;
    }

    /** How much agrees with {@code sector} in a frame that was told of, see {@link DirectionFrame#agreement}. */
    float agreement(int frame, int sector) {
        return agreements[frame * DirectionFrame.SECTORS + sector] / DirectionTrack.WHOLE;
    }
}
