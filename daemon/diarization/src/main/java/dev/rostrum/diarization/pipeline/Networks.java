package dev.rostrum.diarization.pipeline;

import dev.rostrum.diarization.evidence.EvidenceExtractor;
import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.timeline.RevisingTracker;
import dev.rostrum.diarization.tracking.embedding.EmbeddingTransform;
import dev.rostrum.diarization.tracking.embedding.TrackerParameters;
import dev.rostrum.diarization.window.WindowAssembler;
import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.bundle.NetworkFacts;
import dev.rostrum.model.embedding.EmbeddingNetwork;
import dev.rostrum.model.features.LogMelExtractor;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.SegmentationNetwork;
import dev.rostrum.model.tensorflow.LoadedModels;
import dev.rostrum.model.tensorflow.ModelReport;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Both networks loaded, and the paths that hear with them. One path at a time may be fed; owned by one thread. */
public final class Networks implements AutoCloseable {
    /**
     * What shapes the evidence.
     *
     * @param hopSamples distance between windows, in samples at the networks' rate, never above the latency; without
     *     it what the segmentation network's manifest says
     * @param evidence what is embedded
     */
    public record Settings(OptionalInt hopSamples, EvidenceExtractor.Settings evidence) {
        public static Settings defaults() {
            return new Settings(OptionalInt.empty(), EvidenceExtractor.Settings.defaults());
        }
    }

    private final LoadedModels models;
    private final Settings settings;
    private final int hopSamples;
    private final RevisingTracker.Settings tracker;
    private final EmbeddingTransform transform;

    private Networks(LoadedModels models, Settings settings) {
        this.models = models;
        this.settings = settings;
        hopSamples = settings.hopSamples()
                .orElseGet(() -> facts(NetworkFacts::segmentation).hopSamples());
        tracker = RevisingTracker.Settings.of(
                TrackerParameters.of(facts(NetworkFacts::embedding).tracker()));
        transform = transform(models);
    }

    /** What the network's manifest says of the network that has {@code of}. */
    public <T> T facts(Function<NetworkFacts, Optional<T>> of) {
        return report().networks().stream()
                .flatMap(network -> of.apply(network).stream())
                .findFirst()
                .orElseThrow();
    }

    /**
     * Loads the networks that are asked for and warms them up.
     *
     * @throws dev.rostrum.model.ModelException if the weights cannot be used
     */
    public static Networks load(LoadedModels.Settings models, Settings settings) {
        ModelBundle bundle = ModelBundle.of(models.folder());
        requireLearnt(bundle);
        LoadedModels loaded = LoadedModels.load(bundle, models);
        try {
            loaded.report().networks().forEach(network -> requireLengths(network, settings.evidence()));
            return new Networks(loaded, settings);
        } catch (ModelException e) {
            loaded.close();
            throw e;
        }
    }

    /** What stands beside the weights is looked at before anything heavy is loaded. */
    private static void requireLearnt(ModelBundle bundle) {
        NetworkFacts embedding = bundle.manifest().network("embedding");
        embedding.embedding().ifPresent(facts -> TrackerParameters.of(facts.tracker()));
        bundle.voices(embedding);
        bundle.openSet(embedding);
    }

    /** A network that takes no pieces would be found out by the first one spoken. */
    private static void requireLengths(NetworkFacts network, EvidenceExtractor.Settings evidence) {
        network.embedding().ifPresent(facts -> {
            LogMelExtractor.Settings mel = facts.frontEnd();
            int perSecond = mel.sampleRate() / mel.shiftSamples();
            int piece = (int) ((evidence.pieceSeconds() * mel.sampleRate() - mel.frameSamples()) / mel.shiftSamples());
            int most = (int) Math.ceil(evidence.cleanAtMostSeconds() * perSecond);
            if (facts.shortestFrames() > piece || facts.longestFrames() < most) {
                throw new ModelException(network.name() + ": the manifest's shortestFrames " + facts.shortestFrames()
                        + " and longestFrames " + facts.longestFrames() + " leave out what is embedded here: " + piece
                        + " to " + most + " frames");
            }
        });
    }

    /** Samples a second of everything behind the front end. */
    public int sampleRate() {
        return grid().sampleRate();
    }

    /** Distance between windows in samples. */
    public int hopSamples() {
        return hopSamples;
    }

    /**
     * A tracker's settings for this latency and the distance between windows.
     *
     * @throws ModelException if labels would have to stand before the next window is heard
     */
    public RevisingTracker.Settings timed(RevisingTracker.Settings settings, int latencySamples) {
        if (latencySamples < hopSamples) {
            throw new ModelException(String.format(
                    Locale.ROOT,
                    "labels cannot stand after %.2f s, for the networks run every %.2f s: raise the latency, or set"
                            + " listening.hop or the manifest's hopSamples lower",
                    (double) latencySamples / sampleRate(),
                    (double) hopSamples / sampleRate()));
        }
        return settings.withTiming(latencySamples, hopSamples);
    }

    /** What is loaded. */
    public ModelReport report() {
        return models.report();
    }

    /** The tracker as it is for the embedding network's vectors, but for its timing. */
    public RevisingTracker.Settings tracker() {
        return tracker;
    }

    /** What is known of the embedding network's vectors. */
    public EmbeddingTransform transform() {
        return transform;
    }

    private static EmbeddingTransform transform(LoadedModels models) {
        int size = models.embedding().size();
        EmbeddingTransform space =
                models.voices().map(EmbeddingTransform::of).orElseGet(() -> EmbeddingTransform.unlearnt(size));
        if (space.size() != size) {
            throw new ModelException("what was learnt of voices is for vectors of " + space.size()
                    + " numbers, the embedding network makes " + size);
        }
        return space;
    }

    /**
     * The vector of a piece of sound, whoever speaks in it.
     *
     * @param samples mono at {@link #sampleRate}
     */
    public float[] embed(float[] samples) {
        LogMelExtractor extractor = models.newLogMelExtractor();
        return models.embedding()
                .embed(extractor.extract(samples, 0, samples.length), extractor.frames(samples.length));
    }

    /** A new path, at its beginning. */
    public ListeningPipeline newPipeline(EvidenceSink evidence) {
        return newPipeline(models.segmentation(), models.embedding(), evidence);
    }

    /** A path with something in the place of either network, or around it: what says who is active, what looks at the clock. */
    public ListeningPipeline newPipeline(
            UnaryOperator<SegmentationNetwork> segmentation,
            UnaryOperator<EmbeddingNetwork> embedding,
            EvidenceSink evidence) {
        return newPipeline(segmentation.apply(models.segmentation()), embedding.apply(models.embedding()), evidence);
    }

    private ListeningPipeline newPipeline(
            SegmentationNetwork segmentation, EmbeddingNetwork embedding, EvidenceSink evidence) {
        WindowAssembler assembler =
                new WindowAssembler(segmentation.windowSamples(), segmentation.shortestWindowSamples(), hopSamples);
        EvidenceExtractor extractor =
                new EvidenceExtractor(segmentation, embedding, models.newLogMelExtractor(), settings.evidence());
        return new ListeningPipeline(assembler, extractor, evidence);
    }

    /** What shapes the evidence. */
    public Settings settings() {
        return settings;
    }

    /** Frame geometry of every window's posteriors. */
    public FrameGrid grid() {
        return models.segmentation().grid();
    }

    @Override
    public void close() {
        models.close();
    }
}
