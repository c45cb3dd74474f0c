package dev.rostrum.diarization;

import dev.rostrum.diarization.frontend.FrontEnd;
import dev.rostrum.diarization.frontend.SoundBlock;
import dev.rostrum.diarization.frontend.SoundFormat;
import dev.rostrum.diarization.frontend.array.ArrayFrontEnd;
import dev.rostrum.diarization.frontend.array.ArrayGeometry;
import dev.rostrum.diarization.pipeline.EventStage;
import dev.rostrum.diarization.pipeline.ListeningPipeline;
import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.diarization.pipeline.Tracking;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TurnLedger;
import dev.rostrum.model.tensorflow.LoadedModels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An online diarizer: blocks of samples in; who speaks when out, within the latency, and again each time that the past
 * is corrected. The same samples give the same events, bit for bit, however they are cut into blocks. Belongs to one
 * thread, on which the events are told before {@link #accept} returns.
 */
public final class Diarizer implements AutoCloseable {
    private final Networks networks;
    private final FrontEnd frontEnd;
    private final ListeningPipeline pipeline;
    private final TurnLedger ledger = new TurnLedger(TurnLedger.Retention.CURRENT_MEETING);
    private final int channels;
    private long position;
    private long finished;

    /**
     * How to listen.
     *
     * @param channels in every block; all of them are heard where {@code array} is known, else the first
     * @param array where the microphones of the channels stand
     * @param latency how long after an instant its label stands: the networks' hop, half a second as packaged, or longer
     * @param networks folder of a bundle of networks; the packaged ones where there is none
     */
    public record Settings(int channels, Optional<ArrayGeometry> array, Duration latency, Optional<Path> networks) {
        /** One microphone, labels after a second, the packaged networks. */
        public static Settings mono() {
            return new Settings(1, Optional.empty(), Duration.ofSeconds(1), Optional.empty());
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Channels(float[][] samples, int frames, long positionFrames) implements SoundBlock {
        @Override
        public int channels() {
            return samples.length;
        }

        @Override
        public float[] channel(int channel) {
            return samples[channel];
        }
    }

    private Diarizer(Networks networks, Settings settings, Consumer<TimelineEvent> events) {
        this.networks = networks;
        this.channels = settings.channels();
        int rate = networks.sampleRate();
        int latency = Math.toIntExact(settings.latency().toMillis() * rate / 1000);
        frontEnd = ArrayFrontEnd.orFirstChannel(new SoundFormat(rate, channels), rate, settings.array());
        pipeline = networks.newPipeline(new EventStage(
                Tracking.newTracker(networks.timed(networks.tracker(), latency), networks.transform()), event -> {
                    ledger.apply(event);
                    events.accept(event);
                }));
    }

    /**
     * Loads the networks and waits for sound.
     *
     * @param events told everything that happens, in order; positions are in samples at {@link #sampleRate}
     * @throws dev.rostrum.model.ModelException if the networks cannot be used, or run less often than the latency allows
     * @throws dev.rostrum.diarization.frontend.SoundFormatException if the channels are not the array's
     */
    public static Diarizer open(Settings settings, Consumer<TimelineEvent> events) {
        Networks networks =
                Networks.load(LoadedModels.Settings.defaults().with(settings.networks()), Networks.Settings.defaults());
        try {
            return new Diarizer(networks, settings, events);
        } catch (RuntimeException e) {
            networks.close();
            throw e;
        }
    }

    /** Samples a second of what is to be given; resample what has another rate first. */
    public int sampleRate() {
        return networks.sampleRate();
    }

    /**
     * Hears what comes next.
     *
     * @param samples in [-1, 1], {@code [channel][frame]}; LENT for the call
     * @param frames how many of each channel count
     */
    public void accept(float[][] samples, int frames) {
        if (samples.length != channels) {
            throw new IllegalArgumentException("channels=" + samples.length + ", opened for " + channels);
        }
        frontEnd.accept(new Channels(samples, frames, position), pipeline);
        position += frames;
    }

    /**
     * The meeting is over with what was heard last; sound that follows belongs to the next. Ten minutes of silence have
     * ended it already, as the events told.
     *
     * @return who spoke when in all of it, by start: the final labels; none where nobody spoke since the last call
     */
    public List<SpeechTurn> finish() {
        frontEnd.finish(pipeline);
        pipeline.finish();
        boolean spoken = ledger.meeting() > finished;
        finished = ledger.meeting();
        return spoken ? ledger.turns() : List.of();
    }

    @Override
    public void close() {
        networks.close();
    }
}
