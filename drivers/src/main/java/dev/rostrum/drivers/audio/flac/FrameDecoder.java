package dev.rostrum.drivers.audio.flac;

import java.io.IOException;

/** Decodes and checks whole frames. */
final class FrameDecoder {
    private final BitInput in;
    private long[][] samples = new long[0][];

    FrameDecoder(BitInput in) {
        this.in = in;
    }

    /** {@code [channel][sample]} of the frame read last; LENT until the next is read. */
    long[][] samples() {
        return samples;
    }

    /**
     * Decodes the frame that begins at the input's mark.
     *
     * @throws NoFrame where there is none, or one that is damaged
     */
    FrameHeader read(StreamInfo info) throws IOException, NoFrame {
        FrameHeader header = FrameHeader.read(in, info);
        try {
            readBody(header, info);
        } catch (NoFrame e) {
            throw e.after(header);
        }
        return header;
    }

    private void readBody(FrameHeader header, StreamInfo info) throws IOException, NoFrame {
        if (samples.length != info.channels() || samples[0].length < header.block()) {
            samples = new long[info.channels()][header.block()];
        }
        for (int channel = 0; channel < samples.length; channel++) {
            Subframe.read(in, info.bits() + (isSide(header, channel) ? 1 : 0), samples[channel], header.block());
        }
        boolean aligned = in.align();
        int crc = in.crc16();
        if (in.read(16) != crc) {
            throw new NoFrame("the CRC-16 of a frame is wrong");
        }
        if (!aligned) {
            throw new NoFrame("a frame is padded with ones");
        }
        join(header);
        requireRange(header.block(), info.bits());
    }

    private static boolean isSide(FrameHeader header, int channel) {
        return switch (header.assignment()) {
            case FrameHeader.LEFT_SIDE, FrameHeader.MID_SIDE -> channel == 1;
            case FrameHeader.SIDE_RIGHT -> channel == 0;
            default -> false;
        };
    }

    /** Two channels stored by their difference become left and right, section 4.2. */
    private void join(FrameHeader header) {
        int block = header.block();
        switch (header.assignment()) {
            case FrameHeader.LEFT_SIDE -> {
                for (int i = 0; i < block; i++) {
                    samples[1][i] = samples[0][i] - samples[1][i];
                }
            }
            case FrameHeader.SIDE_RIGHT -> {
                for (int i = 0; i < block; i++) {
                    samples[0][i] += samples[1][i];
                }
            }
            case FrameHeader.MID_SIDE -> {
                for (int i = 0; i < block; i++) {
                    long side = samples[1][i];
                    long twice = (samples[0][i] << 1) | (side & 1);
                    samples[0][i] = (twice + side) >> 1;
                    samples[1][i] = (twice - side) >> 1;
                }
            }
            default -> {} // each by itself
        }
    }

    private void requireRange(int block, int bits) throws NoFrame {
        int unused = 64 - bits;
        for (long[] channel : samples) {
            for (int i = 0; i < block; i++) {
                if (channel[i] << unused >> unused != channel[i]) {
                    throw new NoFrame("a frame holds samples of more than " + bits + " bit");
                }
            }
        }
    }
}
