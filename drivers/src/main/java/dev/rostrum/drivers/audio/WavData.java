package dev.rostrum.drivers.audio;

import java.io.BufferedInputStream;
import java.io.IOException;

/**
 * The bytes of sound in a RIFF/WAVE file, of which its header may tell the wrong length: programs that write into a
 * pipe, and recorders that lose power, leave 0 or some huge number there. Where the header cannot be true, sound goes
 * on to the end of the file or to the chunks that stand there. One thread.
 */
final class WavData {
    /** Read beyond the frames that are asked for. */
    static final int HEAD = 8;

    /** Programs that do not know the length yet write this or more. */
    private static final long UNKNOWN = 0x7FFF_0000L;

    /** Sound that looks like chunks so often is not looked at any more: time must not grow with its square. */
    private static final int MAX_VAIN_LOOKS = 64;

    private final BufferedInputStream in;
    private final WavHeader header;
    private final long present;
    private final Findings findings;
    private boolean open;
    private boolean ended;
    private long left;
    private int vainLooks;

    /**
     * @param in at the first sample
     * @param present bytes from there to the end of the stream, -1 where nobody knows
     */
    WavData(BufferedInputStream in, WavHeader header, long present, Findings findings) {
        this.in = in;
        this.header = header;
        this.present = present;
        this.findings = findings;
        this.left = header.dataBytes();
        this.open = left == 0 || (present < 0 ? left >= UNKNOWN : left > present);
        if (open && left > 0 && left < UNKNOWN) {
            findings.remark("its header says " + seconds(left) + ", " + seconds(present) + " are there: it is cut");
        }
    }

    /** Frames by header and length of the stream, chunks at the end included where the header is wrong; -1 unknown. */
    long totalFrames() {
        long bytes = open ? present : header.dataBytes();
        return bytes < 0 ? -1 : bytes / header.frameBytes();
    }

    /**
     * Reads whole frames.
     *
     * @param into has room for {@code frames}, and {@link #HEAD} bytes
     * @return frames read, at most {@code frames}; 0 at the end
     */
    int read(byte[] into, int frames) throws IOException {
        if (!open && !ended && left < header.frameBytes()) {
            endOrGoOn();
        }
        if (ended) {
            return 0;
        }
        return open ? readOpen(into, frames) : readClosed(into, frames);
    }

    private int readClosed(byte[] into, int frames) throws IOException {
        int wanted = (int) Math.min(frames, left / header.frameBytes()) * header.frameBytes();
        int got = in.readNBytes(into, 0, wanted);
        left -= got;
        if (got < wanted) {
            findings.remark("it ends " + seconds(left) + " before its header says so: it is cut");
            ended = true;
        }
        return got / header.frameBytes();
    }

    /** What the header calls sound is read. A header that is true is followed by chunks or by nothing. */
    private void endOrGoOn() throws IOException {
        int odd = (int) (header.dataBytes() & 1);
        in.mark((int) left + odd + HEAD);
        byte[] behind = in.readNBytes((int) left + odd + HEAD);
        in.reset();
        long rest = present < 0 ? Long.MAX_VALUE : present - header.dataBytes();
        ended = behind.length < left + odd + HEAD
                || WavChunks.isHead(behind, (int) left + odd, rest)
                || (odd == 1 && WavChunks.isHead(behind, (int) left, rest));
        if (!ended) {
            open = true;
            findings.remark("its header says " + seconds(header.dataBytes()) + ", but sound goes on after them");
        }
    }

    private int readOpen(byte[] into, int frames) throws IOException {
        int wanted = frames * header.frameBytes();
        in.mark(wanted + 2 * WavChunks.LOOK_AHEAD); // no memory is taken for it before it is needed
        int got = in.readNBytes(into, 0, wanted + HEAD);
        int sound = Math.min(wanted, got - got % header.frameBytes());
        for (int at = 0; at <= sound && vainLooks < MAX_VAIN_LOOKS; at += header.frameBytes()) {
            int pad = at & 1; // chunks begin at even places
            if (at + pad + HEAD <= got && WavChunks.isKnown(into, at + pad)) {
                in.reset();
                in.skipNBytes(at + pad);
                if (WavChunks.follow(in)) {
                    ended = true;
                    return at / header.frameBytes();
                }
                vainLooks++;
            }
        }
        in.reset();
        in.skipNBytes(sound);
        ended = sound < wanted;
        return sound / header.frameBytes();
    }

    private String seconds(long bytes) {
        return Findings.seconds(bytes / header.frameBytes(), header.sampleRate());
    }
}
