package dev.rostrum.drivers.audio;

import java.util.List;

/** The machine's sound cards: Java Sound's, or scripted ones. One thread. */
interface SoundSystem {
    /** Those that capture, as they are now. */
    List<SoundCard> cards();

    /**
     * Opens and starts a line.
     *
     * @throws dev.rostrum.drivers.DeviceException when the card refuses; the message says why
     */
    CaptureLine start(SoundCard card, SoundCardSettings settings);

    /** An open line. Frames are whole or not delivered. */
    interface CaptureLine extends AutoCloseable {
        /** What the line says it delivers; the channels of the device, not of the source. */
        CaptureFormat format();

        int availableFrames();

        /** Reads at most {@code frames} frames that are available; 0 from a line that is dead. */
        int read(byte[] into, int frames);

        @Override
        void close();
    }
}
