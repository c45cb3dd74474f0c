package dev.rostrum.service.capture;

import dev.rostrum.service.agent.Pipe;
import dev.rostrum.service.capture.Captured.Frames;
import java.util.Optional;

/**
 * The hand-off from capture to analysis: a fixed number of blocks that travel to and fro, and room for the few words
 * between them. Blocks are made anew only when the source opens with another number of channels.
 */
public final class CaptureLink {
    private static final int WORDS = 64;

    private final int blocks;
    private final Pipe<Captured> toAnalysis;
    private final Pipe<Frames> back;
    private final Runnable wake;

    /**
     * A link of some blocks.
     *
     * @param blocks the longest that analysis may lag behind
     * @param wake called when there is something for analysis, on the capture thread
     */
    public CaptureLink(int blocks, Runnable wake) {
        this.wake = wake;
        this.blocks = blocks;
        this.toAnalysis = new Pipe<>(blocks + WORDS);
        this.back = new Pipe<>(2 * blocks);
    }

    int blocks() {
        return blocks;
    }

    /** Capture: a block that analysis has done with, if any. */
    Optional<Frames> takeBack() {
        return back.poll();
    }

    /** Capture: hands over; false where analysis is too far behind. */
    boolean give(Captured captured) {
        boolean given = toAnalysis.offer(captured);
        wake.run();
        return given;
    }

    /** Analysis: the oldest thing captured, if any. */
    public Optional<Captured> take() {
        return toAnalysis.poll();
    }

    /** Analysis: gives a block back. */
    public void giveBack(Frames frames) {
        back.offer(frames);
    }

    /** How many things wait for analysis. Any thread. */
    public int waiting() {
        return toAnalysis.size();
    }
}
