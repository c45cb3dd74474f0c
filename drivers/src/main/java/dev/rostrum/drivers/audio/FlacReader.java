package dev.rostrum.drivers.audio;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jflac.FLACDecoder;
import org.jflac.frame.Frame;
import org.jflac.metadata.StreamInfo;

/** FLAC with any channel count, 16 or 24 bit, through jflac's frame decoder. */
final class FlacReader implements SampleReader {
    private final InputStream in;
    private final FLACDecoder decoder;
    private final CaptureFormat format;
    private final long totalFrames;
    private final float scale;
    private int frameLength;
    private int frameUsed;
    private long framesRead;

    /**
     * Reads the header.
     *
     * @param stream buffered; taken over, closed by {@link #close()}; the caller closes it where this throws
     */
    FlacReader(InputStream stream) throws IOException {
        in = stream;
        decoder = new FLACDecoder(in);
        decoder.readMetadata();
        StreamInfo info = decoder.getStreamInfo();
        int bits = info == null ? 0 : info.getBitsPerSample();
        if (info == null || info.getChannels() < 1 || info.getSampleRate() < 1) {
            throw new IOException("its FLAC header is damaged; copy or record it again");
        }
        if (bits != 16 && bits != 24) {
            throw new IOException("its samples have " + bits + " bit, which is not read; convert it to 16 or 24 bit");
        }
        scale = 1f / (1 << (bits - 1));
        format = new CaptureFormat(info.getSampleRate(), info.getChannels());
        totalFrames = info.getTotalSamples() == 0 ? -1 : info.getTotalSamples();
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
        int filled = 0;
        while (filled < maxFrames) {
            if (frameUsed == frameLength && !nextFrame()) {
                break;
            }
            int count = Math.min(maxFrames - filled, frameLength - frameUsed);
            for (int channel = 0; channel < format.channels(); channel++) {
                int[] samples = decoder.getChannelData()[channel].getOutput();
                for (int i = 0; i < count; i++) {
                    into[channel][filled + i] = samples[frameUsed + i] * scale;
                }
            }
            frameUsed += count;
            filled += count;
        }
        framesRead += filled;
        return filled;
    }

    private boolean nextFrame() throws IOException {
        Frame frame = decoder.readNextFrame();
        if (decoder.getBadFrames() > 0) {
            throw new IOException("it is damaged near " + seconds(framesRead) + "; copy or record it again");
        }
        if (frame == null) {
            long have = decoder.getSamplesDecoded();
            if (totalFrames >= 0 && have < totalFrames) {
                throw new IOException("it is truncated: " + seconds(have) + " of " + seconds(totalFrames)
                        + " are there; copy or record it again");
            }
            return false;
        }
        if (frame.header.channels != format.channels()) {
            throw new IOException("its channel count changes near " + seconds(framesRead));
        }
        frameLength = frame.header.blockSize;
        frameUsed = 0;
        return true;
    }

    private String seconds(long frames) {
        return String.format(Locale.ROOT, "%.3f s", frames / (double) format.sampleRate());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
