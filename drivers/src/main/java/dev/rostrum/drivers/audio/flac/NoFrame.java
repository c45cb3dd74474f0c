package dev.rostrum.drivers.audio.flac;

/** Why the bytes at some place are no whole frame. */
final class NoFrame extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean ranOut;
    private final int block;

    NoFrame(String reason) {
        this(reason, false, 0);
    }

    private NoFrame(String reason, boolean ranOut, int block) {
        super(reason, null, false, false); // part of the normal way through a damaged file: no stack trace
        this.ranOut = ranOut;
        this.block = block;
    }

    /** The input ended within it. */
    static NoFrame ranOut() {
        return new NoFrame("the input ends within a frame", true, 0);
    }

    /** The same of a frame whose head is whole. */
    NoFrame after(FrameHeader header) {
        return new NoFrame(reason(), ranOut, header.block());
    }

    /** The input ended before the frame did, by what the frame says of itself. */
    boolean isRanOut() {
        return ranOut;
    }

    /** Samples of a channel, by a head that is whole; 0 without one. */
    int block() {
        return block;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
