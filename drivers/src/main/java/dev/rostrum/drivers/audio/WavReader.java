package dev.rostrum.drivers.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** RIFF/WAVE with 16, 24 or 32 bit integer samples or 32 bit floats. */
final class WavReader implements SampleReader {
    private static final float SCALE_16 = 1f / (1 << 15);
    private static final float SCALE_24 = 1f / (1 << 23);
    private static final float SCALE_32 = 1f / (1L << 31);

    private final InputStream in;
    private final WavHeader header;
    private final CaptureFormat format;
    private final long totalFrames;
    private ByteBuffer raw = ByteBuffer.allocate(0);
    private long framesRead;

    /**
     * Reads the header.
     *
     * @param stream buffered; taken over, closed by {@link #close()}; the caller closes it where this throws
     * @param streamBytes length of the whole stream, so that a truncated file is found before anything is read
     */
    WavReader(InputStream stream, long streamBytes) throws IOException {
        in = stream;
        header = WavHeader.read(in);
        if (header.channels() == 0 || header.sampleRate() <= 0) {
            throw new IOException("its header says " + header.channels() + " channels at " + header.sampleRate()
                    + " Hz; record it again");
        }
        long present = streamBytes - header.headerBytes();
        long claimed = header.dataBytes() == WavHeader.TO_THE_END ? present : header.dataBytes();
        if (claimed > present) {
            throw new IOException("it is truncated: " + present + " of " + claimed
                    + " bytes of sound are there; copy or record it again");
        }
        format = new CaptureFormat(header.sampleRate(), header.channels());
        totalFrames = claimed / header.frameBytes();
    }

    @Override
    public CaptureFormat format() {
        return format;
    }

    @Override
    public long totalFrames() {
        return totalFrames;
    }

    @Override
    public int read(float[][] into, int maxFrames) throws IOException {
        int frames = (int) Math.min(maxFrames, totalFrames - framesRead);
        int bytes = frames * header.frameBytes();
        if (raw.capacity() < bytes) {
            raw = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        if (in.readNBytes(raw.array(), 0, bytes) < bytes) {
            throw new IOException("it ended early at " + framesRead / (double) format.sampleRate() + " s");
        }
        for (int channel = 0; channel < format.channels(); channel++) {
            decode(channel, into[channel], frames);
        }
        framesRead += frames;
        return frames;
    }

    private void decode(int channel, float[] into, int frames) throws IOException {
        int step = header.frameBytes();
        int at = channel * header.bits() / 8;
        for (int i = 0; i < frames; i++, at += step) {
            into[i] = switch (header.bits()) {
                case 16 -> raw.getShort(at) * SCALE_16;
                case 24 -> ((raw.getShort(at) & 0xFFFF) | (raw.get(at + 2) << 16)) * SCALE_24;
                default -> header.encoding() == WavHeader.FLOAT ? raw.getFloat(at) : raw.getInt(at) * SCALE_32;
            };
            if (!Float.isFinite(into[i])) {
                throw new IOException("channel " + channel + " holds " + into[i] + " at "
                        + (framesRead + i) / (double) format.sampleRate() + " s; write the file again");
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
