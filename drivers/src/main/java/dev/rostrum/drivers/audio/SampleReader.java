package dev.rostrum.drivers.audio;

import java.io.IOException;

/** Decodes a sound file from front to back, and tells what is wrong with it. Single use, one thread. */
interface SampleReader extends AutoCloseable {
    /** What the file's header says. */
    CaptureFormat format();

    /** Frames in the file by its header, or -1 where the header does not say. */
    long totalFrames();

    /**
     * Decodes up to {@code maxFrames} frames, fewer at the end only.
     *
     * @param into {@code [channel][frame]}, filled from index {@code from} with samples in [-1, 1]
     * @return frames decoded, 0 at the end
     * @throws IOException when it cannot be read on; the message says where
     */
    int read(float[][] into, int from, int maxFrames) throws IOException;

    @Override
    void close() throws IOException;
}
