package dev.rostrum.drivers.audio.flac;

import dev.rostrum.drivers.audio.flac.Piece.Damage;
import dev.rostrum.drivers.audio.flac.Piece.End;
import dev.rostrum.drivers.audio.flac.Piece.Remark;
import dev.rostrum.drivers.audio.flac.Piece.Sound;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A FLAC stream of any channel count and 4 to 32 bit. A frame that is damaged is left out: the next whole one is sought,
 * and its number says how much is missing. What follows the last frame is no sound; another stream joined on is heard
 * where it has the format of the first. One thread.
 */
public final class FlacStream {
    /** More silence than this, in all, is not put in for what is missing: rather is a number not believed. */
    private static final int MAX_SILENCE_SECONDS = 3600;

    /** Bytes that may be gone through in vain, beside {@link #VAIN_SHARE} times those of the stream so far. */
    private static final long VAIN_BYTES = 1L << 24;

    private static final int VAIN_SHARE = 8;

    private final BitInput in;
    private final FrameDecoder frames;
    private final Deque<Piece> next = new ArrayDeque<>();
    private final StreamInfo first;
    private Numbering numbering;
    private long position;
    private long silence;
    private long vain;

    /**
     * Reads the head of the stream.
     *
     * @param stream the caller's; need not be buffered
     * @throws IOException where it cannot be read; the message says what is wrong with it
     */
    public FlacStream(InputStream stream) throws IOException {
        in = new BitInput(stream);
        frames = new FrameDecoder(in);
        try {
            first = StreamInfo.read(in);
        } catch (NoFrame e) {
            throw new IOException("its FLAC header is damaged: " + e.reason() + "; copy or record it again", e);
        }
        numbering = new Numbering(first, 0);
    }

    /** In Hz. */
    public int sampleRate() {
        return first.sampleRate();
    }

    public int channels() {
        return first.channels();
    }

    /** Of a sample. */
    public int bits() {
        return first.bits();
    }

    /** Samples of a channel by the head of the first stream; 0 where it does not say. */
    public long total() {
        return first.total();
    }

    /** {@code [channel][sample]} of the last {@link Sound}, signed. LENT until the next piece is asked for. */
    public long[][] samples() {
        return frames.samples();
    }

    /**
     * The next piece; after the {@link End} nothing may be asked any more.
     *
     * @throws IOException where reading fails, or too much is damaged to go on
     */
    public Piece next() throws IOException {
        while (next.isEmpty()) {
            step();
        }
        return next.remove();
    }

    private void step() throws IOException {
        long begin = in.position();
        Lost lost = new Lost();
        while (in.seek()) {
            long here = in.position();
            lost.bytes = here - begin;
            try {
                boolean another = in.read(8) == 'f';
                in.back(0);
                if (another) {
                    join(StreamInfo.read(in), lost);
                } else {
                    accept(frames.read(numbering.info()), lost);
                }
                return;
            } catch (NoFrame e) {
                if (here == begin) {
                    lost.why = e;
                }
                waste(in.position() - here);
                in.back(1);
            }
        }
        lost.bytes = in.position() - begin;
        finish(lost);
        next.add(new End());
    }

    /** Keeps the time for an input without a whole frame within that of its length. */
    private void waste(long bytes) throws IOException {
        vain += bytes;
        if (vain > VAIN_BYTES + VAIN_SHARE * in.position()) {
            throw new IOException("it is damaged throughout; copy or record it again");
        }
    }

    private void accept(FrameHeader header, Lost lost) {
        if (!numbering.begun() && lost.bytes == 0) {
            numbering.takeUp(header, position);
        }
        long missing = numbering.positionOf(header) - position;
        if (missing < 0 || silence + missing > (long) MAX_SILENCE_SECONDS * sampleRate()) {
            next.add(new Damage(position, 0, "its frames are not in order"));
            numbering.takeUp(header, position);
            numbering.spoil();
        } else if (missing > 0) {
            drop(missing, lost.reason("frames are missing"));
        } else if (lost.bytes > 0) {
            next.add(new Remark(lost.bytes + " bytes amid its frames are no sound"));
        }
        numbering.add(header, frames.samples());
        next.add(new Sound(header.block()));
        position += header.block();
    }

    private void drop(long missing, String why) {
        next.add(new Damage(position, missing, why));
        numbering.spoil();
        position += missing;
        silence += missing;
    }

    private void join(StreamInfo info, Lost lost) throws IOException {
        finish(lost);
        if (info.continues(first)) {
            next.add(new Remark("another FLAC stream is joined on; it is heard, too"));
            numbering = new Numbering(info, position);
        } else {
            next.add(new Remark("a FLAC stream of another format is joined on; it is not heard"));
            next.add(new End());
        }
    }

    /** The stream ends: was it all? */
    private void finish(Lost lost) throws IOException {
        if (!numbering.begun() && position == 0) {
            throw new IOException("it holds no whole FLAC frame; copy or record it again");
        }
        Numbering.Proof proof = numbering.proof();
        long missing = numbering.missing(position);
        boolean whole = missing == 0 && (numbering.info().total() > 0 || lost.block() == 0);
        if (proof == Numbering.Proof.SAME || missing < 0 || whole) {
            if (missing != 0) {
                next.add(new Remark("its header tells a wrong length"));
            } else if (lost.bytes > 0) {
                next.add(new Remark(lost.bytes + " bytes after its last frame are no sound"));
            }
        } else if (lost.isCut(missing)) {
            next.add(new Remark("it is cut: its end is missing"));
        } else {
            long known = missing == 0 ? lost.block() : missing;
            drop(silence + known > (long) MAX_SILENCE_SECONDS * sampleRate() ? 0 : known, lost.reason(""));
        }
        if (proof == Numbering.Proof.DIFFERENT && (whole || missing < 0)) {
            next.add(new Damage(position, 0, "its MD5 is wrong: some of it, nobody can say what, is not as recorded"));
        }
    }

    /** Bytes that were no frame, and why. */
    private static final class Lost {
        private long bytes;
        private @Nullable NoFrame why;

        /** Samples by the head of the frame that ought to begin there; 0 where that is damaged, too. */
        int block() {
            return why == null ? 0 : why.block();
        }

        /** It rather ends too early than that it is damaged, {@code missing} samples from its end. */
        boolean isCut(long missing) {
            boolean ranOut = why != null && why.isRanOut();
            return bytes < 2 || (ranOut && (missing == 0 || missing > block()));
        }

        String reason(String otherwise) {
            if (why != null) {
                return why.reason();
            }
            return bytes > 0 ? "no frame begins where one should" : otherwise;
        }
    }
}
