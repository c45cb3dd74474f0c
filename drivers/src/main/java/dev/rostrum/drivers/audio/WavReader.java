package dev.rostrum.drivers.audio;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** RIFF/WAVE with whole numbers of 8 to 32 bit or floats of 32 or 64 bit. */
final class WavReader implements SampleReader {
    private final BufferedInputStream in;
    private final WavHeader header;
    private final WavData data;
    private final CaptureFormat format;
    private ByteBuffer raw = ByteBuffer.allocate(0);
    private long framesRead;

    /**
     * Reads the header.
     *
     * @param stream taken over, closed by {@link #close()}; the caller closes it where this throws
     * @param streamBytes length of the whole stream, -1 where nobody knows
     */
    WavReader(BufferedInputStream stream, long streamBytes, Findings findings) throws IOException {
        in = stream;
        header = WavHeader.read(in);
        long present = streamBytes < 0 ? -1 : streamBytes - header.headerBytes();
        data = new WavData(in, header, present, findings);
        format = new CaptureFormat(header.sampleRate(), header.channels());
    }

    @Override
    public CaptureFormat format() {
        return format;
    }

    @Override
    public long totalFrames() {
        return data.totalFrames();
    }

    @Override
    public int read(float[][] into, int from, int maxFrames) throws IOException {
        int bytes = maxFrames * header.frameBytes() + WavData.HEAD;
        if (raw.capacity() < bytes) {
            raw = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        int filled = 0;
        while (filled < maxFrames) {
            int frames = data.read(raw.array(), maxFrames - filled);
            if (frames == 0) {
                break;
            }
            for (int channel = 0; channel < format.channels(); channel++) {
                decode(channel, into[channel], from + filled, frames);
            }
            framesRead += frames;
            filled += frames;
        }
        return filled;
    }

    private void decode(int channel, float[] into, int from, int frames) throws IOException {
        WavCoding coding = header.coding();
        int at = channel * coding.bytes();
        for (int i = from; i < from + frames; i++, at += header.frameBytes()) {
            into[i] = coding.sample(raw, at);
            if (!Float.isFinite(into[i])) {
                throw new IOException("channel " + channel + " holds " + into[i] + " at "
                        + (framesRead + i - from) / (double) format.sampleRate() + " s; write the file again");
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
