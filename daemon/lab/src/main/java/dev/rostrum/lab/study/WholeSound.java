package dev.rostrum.lab.study;

import dev.rostrum.diarization.frontend.FrontEnd;
import dev.rostrum.diarization.frontend.SoundFormat;
import dev.rostrum.diarization.frontend.array.ArrayGeometry;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioFileSource;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.AudioSource.Outcome;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.drivers.audio.ResamplingSource;
import dev.rostrum.service.capture.CapturedSound;
import dev.rostrum.service.capture.Microphones;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All channels of some sound, as a whole in memory.
 *
 * @param channels {@code [channels][frames]}, full scale at 1; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // minutes of sound
record WholeSound(float[][] channels, int rateHz) {
    private static final int BLOCK_FRAMES = 1 << 14;

    /** No more memory than this is taken on a header's word. */
    private static final int MAX_BELIEVED_FRAMES = 1 << 25;

    /** Reads a file. */
    static WholeSound read(Path file) {
        return read(file, List.of());
    }

    /** Reads the first channel of a file. */
    static WholeSound firstChannel(Path file) {
        return read(file, List.of(0));
    }

    /** Reads the first channel of a file at a rate that need not be the file's. */
    static WholeSound firstChannel(Path file, int rateHz) {
        try (ResamplingSource source = new ResamplingSource(new AudioFileSource(file, List.of(0)), rateHz)) {
            WholeSound whole = of(source, 0);
            source.report().requireWhole();
            return whole;
        }
    }

    private static WholeSound read(Path file, List<Integer> channels) {
        try (AudioFileSource source = new AudioFileSource(file, channels)) {
            CaptureFormat format = source.open();
            int expected = Math.clamp(source.totalFrames(), 0, MAX_BELIEVED_FRAMES);
            WholeSound whole = of(source, format, expected);
            source.report().requireWhole();
            return whole;
        }
    }

    /**
     * Hears a source to its end.
     *
     * @param frames that are expected; more are read, too
     */
    static WholeSound of(AudioSource source, int frames) {
        return of(source, source.open(), frames);
    }

    private static WholeSound of(AudioSource source, CaptureFormat format, int frames) {
        AudioBlock block = new AudioBlock(format.channels(), BLOCK_FRAMES);
        float[][] channels = new float[format.channels()][frames];
        int length = 0;
        for (Outcome outcome = source.read(block); outcome != Outcome.END; outcome = source.read(block)) {
            if (outcome != Outcome.FRAMES) {
                continue; // a filter that has not seen enough yet
            }
            for (int c = 0; c < channels.length; c++) {
                if (length + block.frames() > channels[c].length) {
                    channels[c] = Arrays.copyOf(channels[c], 2 * (length + block.frames()));
                }
                System.arraycopy(block.channel(c), 0, channels[c], length, block.frames());
            }
            length += block.frames();
        }
        for (int c = 0; c < channels.length; c++) {
            channels[c] = Arrays.copyOf(channels[c], length);
        }
        return new WholeSound(channels, format.sampleRate());
    }

    /** Seconds of sound until the daemon says that a microphone or the array is at fault; empty if it never does. */
    OptionalDouble faultTold(ArrayGeometry array) {
        Microphones microphones = new Microphones(() -> true);
        FrontEnd frontEnd = microphones.watch(new SoundFormat(rateHz, channels.length), rateHz, Optional.of(array));
        AudioBlock block = new AudioBlock(channels.length, rateHz / 50);
        for (int from = 0; from + block.capacityFrames() <= channels[0].length; from += block.capacityFrames()) {
            for (int c = 0; c < channels.length; c++) {
                System.arraycopy(channels[c], from, block.channel(c), 0, block.capacityFrames());
            }
            block.filled(block.capacityFrames(), from, 0);
            frontEnd.accept(new CapturedSound(block), (position, mono, offset, length) -> {});
            if (microphones.trouble().isPresent()) {
                return OptionalDouble.of((double) (from + block.capacityFrames()) / rateHz);
            }
        }
        return OptionalDouble.empty();
    }
}
