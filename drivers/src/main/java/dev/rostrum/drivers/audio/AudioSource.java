package dev.rostrum.drivers.audio;

/**
 * Where sound comes from: a sound card, a file, a simulated room. Used by one thread. Positions count frames (one
 * sample of every channel) from the first frame since {@link #open()}, lost frames included.
 */
public interface AudioSource extends AutoCloseable {
    /**
     * Opens the source and says what it truly delivers.
     *
     * @throws dev.rostrum.drivers.DeviceException naming the device, the step that failed and what to do
     */
    CaptureFormat open();

    /**
     * Fills {@code block} with the next frames: its samples, position, frame count and the frames lost just before it.
     * Never waits longer than about one block.
     *
     * @param block the caller's, with the channel count of {@link #open()}
     */
    Outcome read(AudioBlock block);

    /** Closes the source; twice does no harm. After it no further read is allowed, a new open is. */
    @Override
    void close();

    /** How it has fared since it was opened; the reading thread. */
    default SourceReport report() {
        return SourceReport.NONE;
    }

    /** What a read brought. */
    enum Outcome {
        /** The block holds at least one frame. */
        FRAMES,
        /** Nothing yet; ask again in a few milliseconds. */
        NOT_YET,
        /** A finite source is at its end. */
        END,
        /** The device is gone or stuck; close, and open again later. */
        LOST
    }
}
