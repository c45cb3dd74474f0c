package dev.rostrum.service.capture;

import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.CaptureFormat;

/** What capture hands to analysis, in stream order. */
public sealed interface Captured {
    /**
     * The source is open: frames that follow count from here.
     *
     * @param baseSample stream position, in samples at the networks' rate, of the source's frame 0
     */
    record Opened(CaptureFormat format, long baseSample) implements Captured {}

    /** Sound. The block goes back to the pool when it has been used. */
    record Frames(AudioBlock block) implements Captured {}

    /** The line is closed: muted or lost. Nothing follows until it is open again. */
    record Closed() implements Captured {}

    /** A finite source is at its end. Nothing follows. */
    record Ended() implements Captured {}
}
