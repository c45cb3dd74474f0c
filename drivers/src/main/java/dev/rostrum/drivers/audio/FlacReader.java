package dev.rostrum.drivers.audio;

import dev.rostrum.drivers.audio.flac.FlacStream;
import dev.rostrum.drivers.audio.flac.Piece;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** FLAC; where frames are damaged, silence keeps their time. */
final class FlacReader implements SampleReader {
    private final InputStream in;
    private final FlacStream stream;
    private final Findings findings;
    private final CaptureFormat format;
    private final float scale;
    private long silence;
    private int soundLength;
    private int soundUsed;
    private boolean ended;

    /**
     * Reads the header.
     *
     * @param stream taken over, closed by {@link #close()}; the caller closes it where this throws
     */
    FlacReader(InputStream stream, Findings findings) throws IOException {
        this.in = stream;
        this.stream = new FlacStream(stream);
        this.findings = findings;
        this.format = new CaptureFormat(this.stream.sampleRate(), this.stream.channels());
        this.scale = 1f / (1L << (this.stream.bits() - 1));
    }

    @Override
    public CaptureFormat format() {
        return format;
    }

    @Override
    public long totalFrames() {
        return stream.total() == 0 ? -1 : stream.total();
    }

    @Override
    public int read(float[][] into, int from, int maxFrames) throws IOException {
        int filled = 0;
        while (filled < maxFrames && (silence > 0 || soundUsed < soundLength || advance())) {
            if (silence > 0) {
                int count = (int) Math.min(silence, maxFrames - filled);
                for (float[] channel : into) {
                    Arrays.fill(channel, from + filled, from + filled + count, 0);
                }
                silence -= count;
                filled += count;
            } else {
                int count = Math.min(soundLength - soundUsed, maxFrames - filled);
                copy(into, from + filled, count);
                filled += count;
            }
        }
        return filled;
    }

    private void copy(float[][] into, int at, int count) {
        for (int channel = 0; channel < format.channels(); channel++) {
            long[] samples = stream.samples()[channel];
            for (int i = 0; i < count; i++) {
                into[channel][at + i] = samples[soundUsed + i] * scale;
            }
        }
        soundUsed += count;
    }

    /** False at the end. */
    private boolean advance() throws IOException {
        if (ended) {
            return false;
        }
        switch (stream.next()) {
            case Piece.Sound(int count) -> {
                soundLength = count;
                soundUsed = 0;
            }
            case Piece.Damage(long at, long count, String why) -> {
                findings.damage(at, count, format.sampleRate(), why);
                silence = count;
            }
            case Piece.Remark(String text) -> findings.remark(text);
            case Piece.End() -> ended = true;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
