package dev.rostrum.diarization.frontend;

/** Some frames of all channels, as a {@link FrontEnd} takes them; whoever gives them may use them again afterwards. */
public interface SoundBlock {
    /** Samples in a frame. */
    int channels();

    /** Frames in the block. */
    int frames();

    /** Position of the first frame, counted from the beginning of the stream, lost frames included. */
    long positionFrames();

    /** Samples in [-1, 1], {@code [frame]}, valid up to {@link #frames()}; LENT for the call. */
    float[] channel(int channel);
}
