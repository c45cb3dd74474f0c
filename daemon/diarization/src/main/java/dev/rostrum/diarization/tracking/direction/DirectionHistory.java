package dev.rostrum.diarization.tracking.direction;

import dev.rostrum.diarization.frontend.Azimuth;
import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.frontend.DirectionFrame;
import dev.rostrum.diarization.frontend.DirectionTrack;
import dev.rostrum.diarization.tracking.frame.FrameDirections;
import dev.rostrum.diarization.tracking.frame.FramePosteriors;
import java.util.Arrays;
import java.util.Optional;

/**
 * From where sound came in each frame of the stream, on the grid of the {@link FramePosteriors}. Keeps state: at most
 * {@value DirectionFrame#MOST} directions a frame, from the oldest frame not forgotten on; nothing for one microphone.
 * Analysis thread.
 */
public final class DirectionHistory {
    private static final int GROWTH = 4096;

    /**
     * When a stretch of speech has a direction.
     *
     * @param nearDegrees what is so near to the strongest direction belongs to it
     * @param nearShare least share of all that is heard, by strength, that must
     * @param enoughFrames least frames that must
     * @param leastSure confidence where just so much does, of many frames
     * @param surest confidence where {@code sureShare} or more does
     */
    public record Settings(
            double nearDegrees, double nearShare, int enoughFrames, double leastSure, double surest, double sureShare) {
        public static Settings defaults() {
            return new Settings(15, 0.15, 4, 0.87, 0.99, 0.6);
        }

        /** Probability that a direction is right to which this share of what is heard belongs, in so many frames. */
        float confidence(double share, double frames) {
            double sure = Math.clamp((share - nearShare) / (sureShare - nearShare), 0, 1);
            return (float) ((leastSure + sure * (surest - leastSure)) * frames / (frames + 1));
        }
    }

    private final Settings settings;
    private final FramePosteriors board;
    private long firstFrame;
    private int frames;
    private byte[] counts = new byte[0];
    private float[] azimuths = new float[0];
    private float[] strengths = new float[0];

    /** Over the frames of {@code board}, nothing known yet. */
    public DirectionHistory(FramePosteriors board, Settings settings) {
        this.settings = settings;
        this.board = board;
    }

    /** Adds what came in since the last window; a frame that several fall into keeps the last. */
    public void add(DirectionTrack track) {
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
    public FrameDirections copy(long from, long to) {
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

    /**
     * The direction from which most came in frames {@code from} to {@code to}, where those that the speaker uses to speak
     * from count more; empty where little came from any one.
     *
     * @param density of the speaker's directions, {@code [DirectionHistogram.BINS]}
     */
    public Optional<Bearing> bearing(long from, long to, float[] density) {
        double[] heard = new double[DirectionHistogram.BINS];
        forEach(from, to, (azimuth, strength) -> heard[DirectionHistogram.bin(azimuth)] += strength);
        int best = DirectionHistogram.peak(heard, density);
        if (best < 0) {
            return Optional.empty();
        }
        double centre = best * 360.0 / DirectionHistogram.BINS;
        double[] sums = new double[4];
        forEach(from, to, (azimuth, strength) -> {
            sums[0] += strength;
            if (Azimuth.between(azimuth, centre) <= settings.nearDegrees()) {
                sums[1] += strength;
                sums[2] += strength * Azimuth.turn(centre, azimuth);
                sums[3]++;
            }
        });
        boolean steady = sums[3] >= settings.enoughFrames() && sums[1] >= settings.nearShare() * sums[0];
        return steady
                ? Optional.of(new Bearing(
                        Azimuth.normal(centre + sums[2] / sums[1]), settings.confidence(sums[1] / sums[0], sums[3])))
                : Optional.empty();
    }

    private interface Heard {
        void from(float azimuthDegrees, float strength);
    }

    private void forEach(long from, long to, Heard heard) {
        for (long frame = Math.max(from, firstFrame); frame < Math.min(to, firstFrame + frames); frame++) {
            int at = (int) (frame - firstFrame);
            for (int p = 0; p < counts[at]; p++) {
                heard.from(azimuths[at * DirectionFrame.MOST + p], strengths[at * DirectionFrame.MOST + p]);
            }
        }
    }

    /** Drops all before {@code frame}. */
    public void forgetBefore(long frame) {
        int drop = Math.clamp(frame - firstFrame, 0, frames);
        counts = Arrays.copyOfRange(counts, drop, counts.length);
        azimuths = Arrays.copyOfRange(azimuths, drop * DirectionFrame.MOST, azimuths.length);
        strengths = Arrays.copyOfRange(strengths, drop * DirectionFrame.MOST, strengths.length);
        firstFrame += drop;
        frames -= drop;
    }
}
