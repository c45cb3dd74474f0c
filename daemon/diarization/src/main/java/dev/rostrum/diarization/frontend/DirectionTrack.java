package dev.rostrum.diarization.frontend;

import java.util.Arrays;

/**
 * Directions over a stretch of the stream, frame by frame. Immutable once handed on.
 *
 * @param centreSamples stream position of each frame's centre, rising, {@code [frames]}
 * @param counts how many directions each frame has, {@code [frames]}
 * @param azimuthsDegrees {@code [frames][DirectionFrame.MOST]} row by row, the strongest first
 * @param strengths of the same
 */
@SuppressWarnings("ArrayRecordComponent")
public record DirectionTrack(long[] centreSamples, byte[] counts, float[] azimuthsDegrees, float[] strengths) {
    /** Nothing known: one microphone, or nothing new. */
    public static final DirectionTrack NONE = new DirectionTrack(new long[0], new byte[0], new float[0], new float[0]);

    public DirectionTrack {
        int numbers = centreSamples.length * DirectionFrame.MOST;
        if (counts.length != centreSamples.length || azimuthsDegrees.length != numbers || strengths.length != numbers) {
            throw new IllegalArgumentException("centreSamples=" + centreSamples.length + " counts=" + counts.length
                    + " azimuthsDegrees=" + azimuthsDegrees.length + " strengths=" + strengths.length);
        }
    }

    public int frames() {
        return centreSamples.length;
    }

    public long centreSample(int frame) {
        return centreSamples[frame];
    }

    /** How many directions {@code frame} has, up to {@link DirectionFrame#MOST}. */
    public int count(int frame) {
        return counts[frame];
    }

    /** Direction {@code i} of {@code frame} in degrees counter-clockwise from +x. */
    public float azimuthDegrees(int frame, int i) {
        return azimuthsDegrees[frame * DirectionFrame.MOST + i];
    }

    /** Its strength, 0 to 1. */
    public float strength(int frame, int i) {
        return strengths[frame * DirectionFrame.MOST + i];
    }

    /** Gathers frames until somebody takes them. One thread. */
    public static final class Gatherer {
        private static final int FIRST_CAPACITY = 128;

        private long[] centreSamples = new long[FIRST_CAPACITY];
        private byte[] counts = new byte[FIRST_CAPACITY];
        private float[] azimuths = new float[FIRST_CAPACITY * DirectionFrame.MOST];
        private float[] strengths = new float[FIRST_CAPACITY * DirectionFrame.MOST];
        private int frames;

        /** Adds a frame, LENT. */
        public void add(long centreSample, DirectionFrame frame) {
            if (frames == centreSamples.length) {
                centreSamples = Arrays.copyOf(centreSamples, 2 * frames);
                counts = Arrays.copyOf(counts, 2 * frames);
                azimuths = Arrays.copyOf(azimuths, 2 * frames * DirectionFrame.MOST);
                strengths = Arrays.copyOf(strengths, 2 * frames * DirectionFrame.MOST);
            }
            centreSamples[frames] = centreSample;
            counts[frames] = (byte) frame.count();
            for (int i = 0; i < frame.count(); i++) {
                azimuths[frames * DirectionFrame.MOST + i] = frame.azimuthDegrees(i);
                strengths[frames * DirectionFrame.MOST + i] = frame.strength(i);
            }
            frames++;
        }

        /** The frames since the last taking. */
        public DirectionTrack take() {
            if (frames == 0) {
                return NONE;
            }
            int numbers = frames * DirectionFrame.MOST;
            DirectionTrack track = new DirectionTrack(
                    Arrays.copyOf(centreSamples, frames),
                    Arrays.copyOf(counts, frames),
                    Arrays.copyOf(azimuths, numbers),
                    Arrays.copyOf(strengths, numbers));
            Arrays.fill(azimuths, 0, numbers, 0);
            Arrays.fill(strengths, 0, numbers, 0);
            frames = 0;
            return track;
        }
    }
}
