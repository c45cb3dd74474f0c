package dev.rostrum.daemon.tracking;

import dev.rostrum.daemon.frontend.DirectionFrame;
import dev.rostrum.daemon.frontend.DirectionTrack;
import java.util.Arrays;

/**
 * From where sound came in each frame of the stream, on the grid of the {@link FrameBoard}. Keeps state: at most
 * {@value DirectionFrame#MOST} directions a frame, from the oldest frame not forgotten on; nothing for one microphone.
 * Analysis thread.
 */
final class DirectionBoard {
    private static final int GROWTH = 4096;

    private final FrameBoard board;
    private long firstFrame;
    private int frames;
    private byte[] counts = new byte[0];
    private float[] azimuths = new float[0];
    private float[] strengths = new float[0];

    DirectionBoard(FrameBoard board) {
        this.board = board;
    }

    /** Adds what came in since the last window; a frame that several fall into keeps the last. */
    void add(DirectionTrack track) {
        for (int i = 0; i < track.frames(); i++) {
            long frame = board.frameAt(track.centreSample(i));
            if (frames == 0) {
                firstFrame = frame;
            }
            int at = Math.toIntExact(frame - firstFrame);
            if (at < 0) {
                continue;
            }
            reserve(at + 1);
            counts[at] = (byte) track.count(i);
            for (int p = 0; p < track.count(i); p++) {
                azimuths[at * DirectionFrame.MOST + p] = track.azimuthDegrees(i, p);
                strengths[at * DirectionFrame.MOST + p] = track.strength(i, p);
            }
        }
    }

    private void reserve(int count) {
        if (count > counts.length) {
            int capacity = count + GROWTH;
            counts = Arrays.copyOf(counts, capacity);
            azimuths = Arrays.copyOf(azimuths, capacity * DirectionFrame.MOST);
            strengths = Arrays.copyOf(strengths, capacity * DirectionFrame.MOST);
        }
        frames = Math.max(frames, count);
    }

    /** The directions in frames {@code from} to {@code to}, to be read by another thread. */
    FrameDirections copy(long from, long to) {
        int count = (int) Math.max(0, to - from);
        if (frames == 0) {
            return FrameDirections.none(from, count);
        }
        byte[] newCounts = new byte[count];
        float[] newAzimuths = new float[count * DirectionFrame.MOST];
        float[] newStrengths = new float[count * DirectionFrame.MOST];
        int begin = Math.clamp(firstFrame - from, 0, count);
        int end = Math.clamp(firstFrame + frames - from, begin, count);
        int source = (int) (from + begin - firstFrame);
        if (end > begin) {
            int most = DirectionFrame.MOST;
            System.arraycopy(counts, source, newCounts, begin, end - begin);
            System.arraycopy(azimuths, source * most, newAzimuths, begin * most, (end - begin) * most);
            System.arraycopy(strengths, source * most, newStrengths, begin * most, (end - begin) * most);
        }
        return new FrameDirections(from, newCounts, newAzimuths, newStrengths);
    }

    /** Drops all before {@code frame}. */
    void forgetBefore(long frame) {
        int drop = Math.clamp(frame - firstFrame, 0, frames);
        counts = Arrays.copyOfRange(counts, drop, counts.length);
        azimuths = Arrays.copyOfRange(azimuths, drop * DirectionFrame.MOST, azimuths.length);
        strengths = Arrays.copyOfRange(strengths, drop * DirectionFrame.MOST, strengths.length);
        firstFrame += drop;
        frames -= drop;
    }
}
