package dev.rostrum.drivers.audio;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A WAV or FLAC file as fast as asked; {@link PacedSource} holds it to real time. Read are 16, 24 and 32 bit PCM and
 * 32 bit float in WAV, 16 and 24 bit in FLAC, 8 to 48 kHz. {@link #open()} refuses whatever the header gives away: a
 * file that is missing, unreadable, truncated (WAV), empty, shorter than {@value #MIN_MILLIS} ms, without channels, of
 * another sample format or rate, or without an asked channel. What only decoding shows (a NaN, a damaged or truncated
 * FLAC) makes {@link #read} throw the same exception; that is final, opening again does not help.
 */
public final class AudioFileSource implements AudioSource {
    /** Shorter files are refused: no syllable fits, and neither network takes so few samples. */
    public static final int MIN_MILLIS = 100;

    private final Path file;
    private final List<Integer> use;
    private int[] channelMap = new int[0];
    private float[][] scratch = new float[0][];
    private long position;
    private @Nullable SoundFile sound;

    /**
     * @param file WAV or FLAC
     * @param use channels of the file to deliver, from 0, in this order; empty for all
     */
    public AudioFileSource(Path file, List<Integer> use) {
        this.file = file;
        this.use = List.copyOf(use);
    }

    @Override
    public CaptureFormat open() {
        close();
        SoundFile opened = SoundFile.open(file);
        sound = opened;
        CaptureFormat format = opened.format();
        channelMap = ChannelChoice.resolve(use, format.channels(), opened.name());
        scratch = new float[format.channels()][0];
        position = 0;
        return format.only(channelMap);
    }

    /** Length by the file's header in frames, -1 where it does not say; for progress displays. Open files only. */
    public long totalFrames() {
        return opened().totalFrames();
    }

    @Override
    public Outcome read(AudioBlock block) {
        if (scratch[0].length < block.capacityFrames()) {
            scratch = new float[scratch.length][block.capacityFrames()];
        }
        int frames = opened().read(scratch, block.capacityFrames());
        if (frames == 0) {
            return Outcome.END;
        }
        for (int channel = 0; channel < channelMap.length; channel++) {
            System.arraycopy(scratch[channelMap[channel]], 0, block.channel(channel), 0, frames);
        }
        block.filled(frames, position, 0);
        position += frames;
        return Outcome.FRAMES;
    }

    private SoundFile opened() {
        if (sound == null) {
            throw new IllegalStateException("not open: " + file);
        }
        return sound;
    }

    @Override
    public void close() {
        if (sound != null) {
            SoundFile closing = sound;
            sound = null;
            closing.close();
        }
    }
}
