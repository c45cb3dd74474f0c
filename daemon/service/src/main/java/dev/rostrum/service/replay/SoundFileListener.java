package dev.rostrum.service.replay;

import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.frontend.FrontEnd;
import dev.rostrum.diarization.pipeline.ListeningPipeline;
import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.drivers.audio.PacedSource;
import dev.rostrum.drivers.audio.ResamplingSource;
import dev.rostrum.drivers.audio.SourceReport;
import dev.rostrum.service.analysis.SourcePlayer;
import dev.rostrum.service.time.TimeSource;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Hears sound files from beginning to end. One thread. */
public final class SoundFileListener {
    private static final int BLOCK_FRAMES = 1600;

    private final int sampleRate;
    private final Listening listening;
    private final Function<EvidenceSink, ListeningPipeline> path;

    /** How fast a file is heard. */
    public enum Pace {
        /** As fast as the machine can. */
        UNPACED,
        /** As a microphone would deliver it. */
        REAL_TIME
    }

    /** A listener with these networks. */
    public SoundFileListener(Networks networks, Listening listening) {
        this(networks.sampleRate(), listening, networks::newPipeline);
    }

    /** A listener through {@code path}, which makes a new one for each sound. */
    public SoundFileListener(int sampleRate, Listening listening, Function<EvidenceSink, ListeningPipeline> path) {
        this.sampleRate = sampleRate;
        this.listening = listening;
        this.path = path;
    }

    /**
     * Hears one file, whatever its rate.
     *
     * @param evidence told everything, and the end
     * @param progress told the position in samples now and then
     * @return what is wrong with the file, the remarks told already
     * @throws dev.rostrum.drivers.DeviceException if the file cannot be read, or its channels are not the array's
     */
    public SourceReport listen(Path sound, Pace pace, EvidenceSink evidence, LongConsumer progress) {
        AudioSource file = listening.file(sound);
        AudioSource paced = pace == Pace.UNPACED ? file : new PacedSource(file, TimeSource.system()::nanoTime);
        try (ResamplingSource source = new ResamplingSource(paced, sampleRate)) {
            CaptureFormat format = source.open();
            String name = String.valueOf(sound.getFileName());
            if (source.sourceRate() != sampleRate) {
                listening
                        .remarks()
                        .accept(name + ": resampled from " + source.sourceRate() + " to " + sampleRate + " Hz");
            }
            FrontEnd frontEnd = listening.frontEnd(sound, format, sampleRate);
            if (listening.isUnchosen() && format.channels() > 1) {
                frontEnd = new ChannelRemark(
                        frontEnd, format, remark -> listening.remarks().accept(name + ": " + remark));
            }
            AudioBlock block = new AudioBlock(format.channels(), BLOCK_FRAMES);
            new SourcePlayer(source, block, frontEnd).play(path.apply(evidence), progress);
            SourceReport report = source.report();
            report.remarks().forEach(listening.remarks());
            return report;
        }
    }
}
