package dev.rostrum.lab.evaluation;

import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.pipeline.ListeningPipeline;
import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.lab.evidence.EvidenceReader;
import dev.rostrum.model.tensorflow.LoadedModels;
import dev.rostrum.service.analysis.Effort;
import dev.rostrum.service.replay.EmissionLog;
import dev.rostrum.service.replay.Listening;
import dev.rostrum.service.replay.SoundFileListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Hears with the packaged networks; where there is a store of evidence, what they once said is not asked again. */
public final class EvaluationNetworks implements EvaluationRun.Ears {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final Networks networks;
    private final Function<Meeting, Listening> listening;
    private final Optional<EvidenceStore> store;
    private final Effort effort;

    private EvaluationNetworks(
            Networks networks, Function<Meeting, Listening> listening, Optional<EvidenceStore> store, Effort effort) {
        this.networks = networks;
        this.listening = listening;
        this.store = store;
        this.effort = effort;
    }

    /** Ears that run the networks on every recording. */
    public static Supplier<EvaluationRun.Ears> listening(
            LoadedModels.Settings models, Networks.Settings settings, Function<Meeting, Listening> listening) {
        return () -> new EvaluationNetworks(Networks.load(models, settings), listening, Optional.empty(), Effort.FULL);
    }

    /** Ears that spend no more than {@code effort}, as a daemon does whose machine is too slow. */
    public static Supplier<EvaluationRun.Ears> saving(
            LoadedModels.Settings models,
            Networks.Settings settings,
            Function<Meeting, Listening> listening,
            Effort effort) {
        return () -> new EvaluationNetworks(Networks.load(models, settings), listening, Optional.empty(), effort);
    }

    /** Ears that run the networks only on what is not in the store. */
    public static Supplier<EvaluationRun.Ears> remembering(
            LoadedModels.Settings models,
            Networks.Settings settings,
            Function<Meeting, Listening> listening,
            EvidenceStore store) {
        return () ->
                new EvaluationNetworks(Networks.load(models, settings), listening, Optional.of(store), Effort.FULL);
    }

    @Override
    public SortedMap<Integer, EmissionLog> hear(Meeting meeting, List<Integer> latenciesMs, LongConsumer progressNs) {
        LongConsumer progress = samples -> progressNs.accept(samples * NS_PER_SECOND / networks.sampleRate());
        ParallelTrackers fan = new ParallelTrackers(networks, latenciesMs, effort);
        if (store.isPresent()) {
            Path evidence = store.get().evidenceOf(meeting.sound(), networks, listening.apply(meeting), progress);
            try (EvidenceReader reader = new EvidenceReader(evidence)) {
                reader.readAll(fan);
            }
        } else {
            new SoundFileListener(networks.sampleRate(), listening.apply(meeting), this::pathTo)
                    .listen(meeting.sound(), SoundFileListener.Pace.UNPACED, fan, progress)
                    .requireWhole();
        }
        return fan.logs();
    }

    private ListeningPipeline pathTo(EvidenceSink evidence) {
        ListeningPipeline path = networks.newPipeline(evidence);
        path.spend(networks.hopSamples() * effort.hopFactor(), effort.embedOneIn());
        return path;
    }

    @Override
    public void close() {
        networks.close();
    }
}
