package dev.rostrum.drivers.audio;

/**
 * The unit of hand-off between capture and analysis: some frames of all channels. Mutable and reused; whoever holds it
 * owns it until handed on.
 */
public final class AudioBlock {
    private final float[][] samples;
    private int frames;
    private long positionFrames;
    private long gapFrames;

    /** A block for at most {@code capacityFrames} frames of {@code channels} channels. */
    public AudioBlock(int channels, int capacityFrames) {
        this.samples = new float[channels][capacityFrames];
    }

    /** Samples in [-1, 1], {@code [channel][frame]}; valid up to {@link #frames()}. LENT while the block is held. */
    public float[] channel(int channel) {
        return samples[channel];
    }

    public int channels() {
        return samples.length;
    }

    public int capacityFrames() {
        return samples[0].length;
    }

    public int frames() {
        return frames;
    }

    /** Position of the first frame, counted from the opening of the source, lost frames included. */
    public long positionFrames() {
        return positionFrames;
    }

    /** Frames lost just before this block; they are counted in {@link #positionFrames()}. */
    public long gapFrames() {
        return gapFrames;
    }

    /** Says what was written into the channels. */
    public void filled(int newFrames, long newPositionFrames, long newGapFrames) {
        if (newFrames < 0 || newFrames > capacityFrames() || newPositionFrames < 0 || newGapFrames < 0) {
            throw new IllegalArgumentException("frames=" + newFrames + " positionFrames=" + newPositionFrames
                    + " gapFrames=" + newGapFrames + " capacityFrames=" + capacityFrames());
        }
        frames = newFrames;
        positionFrames = newPositionFrames;
        gapFrames = newGapFrames;
    }
}
