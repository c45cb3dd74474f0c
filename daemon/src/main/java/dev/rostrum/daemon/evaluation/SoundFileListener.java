package dev.rostrum.daemon.evaluation;

import dev.rostrum.daemon.evidence.EvidenceSink;
import dev.rostrum.daemon.frontend.ArrayInUse;
import dev.rostrum.daemon.frontend.FrontEnd;
import dev.rostrum.daemon.pipeline.ListeningPipeline;
import dev.rostrum.daemon.pipeline.Networks;
import dev.rostrum.daemon.pipeline.SourcePlayer;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioFileSource;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.drivers.audio.PacedSource;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Hears sound files from beginning to end. One thread. */
public final class SoundFileListener {
    private static final int BLOCK_FRAMES = 1600;

    private final int sampleRate;
    private final ArrayInUse array;
    private final Function<EvidenceSink, ListeningPipeline> path;

    /** How fast a file is heard. */
    public enum Pace {
        /** As fast as the machine can. */
        UNPACED,
        /** As a microphone would deliver it. */
        REAL_TIME
    }

    /** A listener to the channels of {@code array}. */
    public SoundFileListener(Networks networks, ArrayInUse array) {
        this(networks.sampleRate(), array, networks::newPipeline);
    }

    /** A listener through {@code path}, which makes a new one for each sound. */
    public SoundFileListener(int sampleRate, ArrayInUse array, Function<EvidenceSink, ListeningPipeline> path) {
        this.sampleRate = sampleRate;
        this.array = array;
        this.path = path;
    }

    /**
     * Hears one file.
     *
     * @param evidence told everything, and the end
     * @param progress told the position in samples now and then
     * @throws dev.rostrum.drivers.DeviceException if the file cannot be read or is of another rate
     */
    public void listen(Path sound, Pace pace, EvidenceSink evidence, LongConsumer progress) {
        AudioSource file = new AudioFileSource(sound, array.use());
        try (AudioSource source = switch (pace) {
            case UNPACED -> file;
            case REAL_TIME -> new PacedSource(file, System::nanoTime);
        }) {
            CaptureFormat format = source.open();
            FrontEnd frontEnd = FrontEnd.of(format, sampleRate, array.geometry());
            AudioBlock block = new AudioBlock(format.channels(), BLOCK_FRAMES);
            new SourcePlayer(source, block, frontEnd).play(path.apply(evidence), progress);
        }
    }
}
