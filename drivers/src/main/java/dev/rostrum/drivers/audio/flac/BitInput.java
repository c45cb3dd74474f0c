package dev.rostrum.drivers.audio.flac;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A stream of bytes read bit by bit, highest bit first. Bytes from the last {@link #mark()} on are kept, so that a
 * frame can be checked as a whole and, where it is none, be gone through again.
 */
final class BitInput {
    /** More than any frame has: STREAMINFO gives the longest frame 24 bits. */
    private static final int MAX_KEPT = 1 << 24;

    private static final int SPARE = 8;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final InputStream in;
    private byte[] bytes = new byte[(1 << 16) + SPARE];
    private int end;
    private int mark;
    private int bit;
    private long dropped;

    BitInput(InputStream in) {
        this.in = in;
    }

    /** Bytes of the stream before the one that is read now. */
    long position() {
        return dropped + (bit >>> 3);
    }

    /** Bytes must be kept from here on, and no longer from before. */
    void mark() {
        mark = bit >>> 3;
    }

    /** Goes back to {@code past} bytes after the mark. */
    void back(int past) {
        bit = (mark + past) << 3;
    }

    /** Up to 56 bits, unsigned. */
    long read(int count) throws IOException, NoFrame {
        if (count == 0) {
            return 0;
        }
        need(count);
        long value = word() >>> (64 - count);
        bit += count;
        return value;
    }

    /** Up to 56 bits, two's complement. */
    long readSigned(int count) throws IOException, NoFrame {
        long value = read(count);
        return count == 0 ? 0 : (value << (64 - count)) >> (64 - count);
    }

    /** Zeros up to the next one, which is read too. */
    int readUnary() throws IOException, NoFrame {
        int zeros = 0;
        while (true) {
            need(1);
            int present = Math.min((end << 3) - bit, 64 - (bit & 7));
            int leading = Long.numberOfLeadingZeros(word());
            if (leading < present) {
                bit += leading + 1;
                return zeros + leading;
            }
            bit += present;
            zeros += present;
        }
    }

    /** Goes on to the next whole byte; false where a bit that is passed over is set. */
    boolean align() throws IOException, NoFrame {
        return read(-bit & 7) == 0;
    }

    /** CRC-8 of the bytes from the mark to here. */
    int crc8() {
        return Crc.crc8(bytes, mark, bit >>> 3);
    }

    /** CRC-16 of the bytes from the mark to here. */
    int crc16() {
        return Crc.crc16(bytes, mark, bit >>> 3);
    }

    /** Passes over {@code count} bytes, which are not kept. */
    void skip(long count) throws IOException, NoFrame {
        long left = count;
        while (left > 0) {
            mark();
            need(8);
            int now = (int) Math.min(left, end - (bit >>> 3));
            bit += now << 3;
            left -= now;
        }
    }

    /**
     * Goes on to the next place, from here, that begins like a frame or like a stream. The mark moves along.
     *
     * @return false at the end of the stream, where it then stands
     */
    boolean seek() throws IOException {
        mark();
        while (available(2) >= 2) {
            int last = end - 1;
            for (int at = bit >>> 3; at < last; at++) {
                boolean frame = bytes[at] == (byte) 0xFF && (bytes[at + 1] & 0xFE) == 0xF8;
                if (frame || (bytes[at] == 'f' && bytes[at + 1] == 'L')) {
                    bit = at << 3;
                    mark();
                    return true;
                }
            }
            bit = last << 3;
            mark();
        }
        bit = end << 3;
        mark();
        return false;
    }

    private long word() {
        return (long) LONG.get(bytes, bit >>> 3) << (bit & 7);
    }

    private void need(int bits) throws IOException, NoFrame {
        if (bit + bits > end << 3) {
            int wanted = ((bit & 7) + bits + 7) >>> 3;
            if (available(wanted) < wanted) {
                throw bytes.length > MAX_KEPT ? new NoFrame("a frame without end") : NoFrame.ranOut();
            }
        }
    }

    /** Bytes present from the one that is read now, at least {@code wanted} unless the stream ends before. */
    private int available(int wanted) throws IOException {
        while (end - (bit >>> 3) < wanted && makeRoom()) {
            int got = in.read(bytes, end, bytes.length - SPARE - end);
            if (got < 0) {
                break;
            }
            end += got;
        }
        return end - (bit >>> 3);
    }

    /** False where more is kept already than any frame has. */
    private boolean makeRoom() {
        if (end < bytes.length - SPARE) {
            return true;
        }
        if (bytes.length > MAX_KEPT && mark == 0) {
            return false;
        }
        if (mark > 0) {
            System.arraycopy(bytes, mark, bytes, 0, end - mark);
            dropped += mark;
            end -= mark;
            bit -= mark << 3;
            mark = 0;
        } else {
            bytes = Arrays.copyOf(bytes, 2 * (bytes.length - SPARE) + SPARE);
        }
        return true;
    }
}
