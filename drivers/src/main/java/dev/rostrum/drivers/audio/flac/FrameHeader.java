package dev.rostrum.drivers.audio.flac;

import java.io.IOException;

/**
 * The head of a frame, RFC 9639 section 9.1.
 *
 * @param byNumber frames of one length, which are numbered; else the samples are
 * @param number of the frame or of its first sample
 * @param block samples of a channel
 * @param assignment how channels are stored, as coded: below 8 each by itself
 */
record FrameHeader(boolean byNumber, long number, int block, int assignment) {
    static final int LEFT_SIDE = 8;
    static final int SIDE_RIGHT = 9;
    static final int MID_SIDE = 10;

    private static final int SYNC = 0x7FFC; // 14 bits of sync code and a 0
    private static final int[] RATES = {
        0, 88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000
    };
    private static final int[] BITS = {0, 8, 12, -1, 16, 20, 24, 32};

    /**
     * Reads a head that begins at the input's mark.
     *
     * @throws NoFrame where there is none, its CRC-8 is wrong, or it is of another format than the stream
     */
    static FrameHeader read(BitInput in, StreamInfo info) throws IOException, NoFrame {
        if (in.read(15) != SYNC) {
            throw new NoFrame("no frame begins where one should");
        }
        boolean byNumber = in.read(1) == 0;
        int blockCode = (int) in.read(4);
        int rateCode = (int) in.read(4);
        int assignment = (int) in.read(4);
        int bits = BITS[(int) in.read(3)];
        boolean reserved = in.read(1) == 1;
        long number = readNumber(in);
        int block = readBlock(in, blockCode);
        int rate = readRate(in, rateCode);
        int crc = in.crc8();
        if (in.read(8) != crc) {
            throw new NoFrame("the CRC-8 of a frame's header is wrong");
        }
        if (reserved || bits < 0 || rate < 0 || block < 0 || assignment > MID_SIDE) {
            throw new NoFrame("a frame's header holds what no standard knows");
        }
        int channels = assignment < LEFT_SIDE ? assignment + 1 : 2;
        if (channels != info.channels()
                || (bits != 0 && bits != info.bits())
                || (rate != 0 && rate != info.sampleRate())) {
            throw new NoFrame("a frame is of another format than the file");
        }
        return new FrameHeader(byNumber, number, block, assignment);
    }

    /** A number coded as in UTF-8, in up to seven bytes. */
    private static long readNumber(BitInput in) throws IOException, NoFrame {
        long first = in.read(8);
        int ones = Long.numberOfLeadingZeros(~(first << 56));
        if (ones == 0) {
            return first;
        }
        if (ones == 1 || ones == 8) {
            throw new NoFrame("a frame's number is damaged");
        }
        long number = first & (0x7F >> ones);
        for (int i = 1; i < ones; i++) {
            long next = in.read(8);
            if (next >>> 6 != 2) {
                throw new NoFrame("a frame's number is damaged");
            }
            number = (number << 6) | (next & 0x3F);
        }
        return number;
    }

    private static int readBlock(BitInput in, int code) throws IOException, NoFrame {
        return switch (code) {
            case 0 -> -1;
            case 1 -> 192;
            case 2, 3, 4, 5 -> 144 << code;
            case 6 -> (int) in.read(8) + 1;
            case 7 -> (int) in.read(16) + 1;
            default -> 1 << code;
        };
    }

    private static int readRate(BitInput in, int code) throws IOException, NoFrame {
        return switch (code) {
            case 12 -> 1000 * (int) in.read(8);
            case 13 -> (int) in.read(16);
            case 14 -> 10 * (int) in.read(16);
            case 15 -> -1;
            default -> RATES[code];
        };
    }
}
