package dev.rostrum.drivers.audio;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A WAV or FLAC file as fast as asked; {@link PacedSource} holds it to real time. Read are whole numbers of 8 to 32 bit
 * and floats in WAV, 4 to 32 bit in FLAC, 8 to 192 kHz. {@link #open()} refuses whatever the header and the first
 * {@value #MIN_MILLIS} ms give away: a file that is missing, unreadable, empty, shorter than that, without channels, of
 * another sample format or rate, or without an asked channel. What is damaged further on is silence, and in the
 * {@link #report()}, complete at the end; what cannot be got over (a NaN) makes {@link #read} throw the same exception.
 */
public final class AudioFileSource implements AudioSource {
    /** Shorter files are refused: no syllable fits, and neither network takes so few samples. */
    public static final int MIN_MILLIS = 100;

    /** Names the process's standard input in place of a file. It can be opened once, as a pipe can. */
    public static final Path STANDARD_INPUT = Path.of("-");

    private final Path file;
    private final List<Integer> use;
    private int[] channelMap = new int[0];
    private float[][] scratch = new float[0][];
    private long position;
    private @Nullable SoundFile sound;
    private SourceReport last = SourceReport.NONE;

    /**
     * @param file WAV or FLAC, also a pipe
     * @param use channels of the file to deliver, from 0, in this order; empty for all
     */
    public AudioFileSource(Path file, List<Integer> use) {
        this.file = file;
        this.use = List.copyOf(use);
    }

    /** Whether what is read cannot be read again from its beginning: a pipe, a device or the standard input. */
    public static boolean opensOnce(Path file) {
        return file.equals(STANDARD_INPUT)
                || (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file));
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

    /** What was found out about the file so far; after closing, in all. */
    @Override
    public SourceReport report() {
        return sound == null ? last : sound.report();
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
            last = closing.report();
            closing.close();
        }
    }
}
