package dev.rostrum.drivers.audio.flac;

/** Where the frames of one stream lie, and whether they are all that its head promises. */
final class Numbering {
    private final StreamInfo info;
    private final SampleDigest digest = new SampleDigest();
    private final long begin;
    private long shift;
    private int block;
    private boolean begun;
    private boolean spoilt;

    /** How the MD5 of what was heard compares with that of the head. */
    enum Proof {
        /** They are the same: all was heard, whatever else the head says. */
        SAME,
        /** They differ although nothing is known to be missing. */
        DIFFERENT,
        /** There is none, or something is missing. */
        NONE
    }

    /** @param begin position at which the stream begins */
    Numbering(StreamInfo info, long begin) {
        this.info = info;
        this.begin = begin;
        this.shift = begin;
        this.block = info.minBlock() == info.maxBlock() ? info.maxBlock() : 0;
    }

    StreamInfo info() {
        return info;
    }

    /** True once a frame was heard. */
    boolean begun() {
        return begun;
    }

    /** The position of a frame's first sample, by its number. */
    long positionOf(FrameHeader header) {
        if (!begun) {
            block = Math.max(block, header.block());
        }
        return shift + (header.byNumber() ? header.number() * block : header.number());
    }

    /** From now on numbers mean what puts this frame at {@code position}. */
    void takeUp(FrameHeader header, long position) {
        shift += position - positionOf(header);
    }

    /** A frame was heard. */
    void add(FrameHeader header, long[][] samples) {
        begun = true;
        if (!spoilt && !info.md5().isEmpty()) {
            digest.add(samples, header.block(), info.bits());
        }
    }

    /** Something is missing or out of order: the MD5 proves nothing any more. */
    void spoil() {
        spoilt = true;
    }

    /** Samples that the head promises and that are not there at {@code position}; negative for more than promised. */
    long missing(long position) {
        return info.total() == 0 ? 0 : info.total() - (position - begin);
    }

    /** At the end of the stream, once. */
    Proof proof() {
        if (spoilt || info.md5().isEmpty()) {
            return Proof.NONE;
        }
        return digest.take().equals(info.md5()) ? Proof.SAME : Proof.DIFFERENT;
    }
}
