package dev.rostrum.model.tensorflow;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.bundle.NetworkFacts;
import dev.rostrum.model.bundle.WeightFile;
import dev.rostrum.model.embedding.EmbeddingNetwork;
import dev.rostrum.model.features.LogMelExtractor;
import dev.rostrum.model.segmentation.SegmentationNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tensorflow.TensorFlow;

/**
 * Both networks, loaded, checked and warmed up; they live until {@link #close}, which must come after the last call of
 * either. Each network takes one caller at a time.
 *
 * <p>What has to be in the environment before the Java process starts: {@code TF_ENABLE_ONEDNN_OPTS=1}.
 */
public final class LoadedModels implements AutoCloseable {
    private final ModelBundle bundle;
    private final Settings settings;
    private final NetworkFacts segmentationFacts;
    private final NetworkFacts embeddingFacts;
    private final NetworkRunner segmentationRunner;
    private final NetworkRunner embeddingRunner;
    private final TensorFlowSegmentation segmentation;
    private final TensorFlowEmbedding embedding;

    /** How the networks compute. */
    public enum Precision {
        /** Every number in 32-bit floating point. */
        FP32
    }

    /** What steps through the recurrent layers of the segmentation network. */
    public enum Recurrence {
        /** A kernel of this program between the stages of the graph: reads a third of the weights each step. */
        KERNEL,
        /** TensorFlow's own operation, the whole network in one graph. */
        GRAPH
    }

    /**
     * Threads and precision.
     *
     * @param intraOpThreads threads inside one operation; fixed for the process by the first load
     * @param interOpThreads operations of one run at a time; 2 runs both directions of recurrence GRAPH at once
     * @param precision how the networks compute, fixed for replay and tests
     * @param recurrence what steps through the recurrent layers; the two differ in the last bits
     */
    public record Settings(int intraOpThreads, int interOpThreads, Precision precision, Recurrence recurrence) {
        public Settings {
            if (intraOpThreads < 1 || interOpThreads < 1) {
                throw new IllegalArgumentException(
                        "intraOpThreads=" + intraOpThreads + " interOpThreads=" + interOpThreads);
            }
        }

        public static Settings defaults() {
            return new Settings(1, 1, Precision.FP32, Recurrence.KERNEL);
        }
    }

    private LoadedModels(ModelBundle bundle, Settings settings) {
        this.bundle = bundle;
        this.settings = settings;
        segmentationFacts = bundle.manifest().network("segmentation");
        embeddingFacts = bundle.manifest().network("embedding");
        WeightFile weights = weights(segmentationFacts, "pyannet");
        boolean staged = settings.recurrence() == Recurrence.KERNEL;
        segmentationRunner = new NetworkRunner(
                segmentationFacts.name(), weights, staged ? PyanNet::stages : PyanNet::whole, settings);
        try {
            embeddingRunner = new NetworkRunner(
                    embeddingFacts.name(), weights(embeddingFacts, "campplus"), CamPlusPlus::build, settings);
        } catch (RuntimeException e) {
            segmentationRunner.close();
            throw e;
        }
        segmentation = new TensorFlowSegmentation(
                segmentationFacts, segmentationRunner, staged ? PyanNet.recurrentLayers(weights) : List.of());
        embedding = new TensorFlowEmbedding(embeddingFacts, embeddingRunner);
    }

    private WeightFile weights(NetworkFacts facts, String builder) {
        if (!facts.builder().equals(builder)) {
            throw new ModelException(bundle.where() + ": " + facts.role() + " network " + facts.name()
                    + " wants builder " + facts.builder() + ", this program has " + builder);
        }
        return bundle.weights(facts);
    }

    /**
     * Loads both networks and runs each once, so that the first real call is as quick as the rest.
     *
     * @throws ModelException if a weight file is missing or differs from its manifest, or TensorFlow cannot be loaded
     */
    public static LoadedModels load(ModelBundle bundle, Settings settings) {
        LoadedModels models = new LoadedModels(bundle, settings);
        try {
            models.warmUp();
        } catch (RuntimeException e) {
            models.close();
            throw e;
        }
        return models;
    }

    public SegmentationNetwork segmentation() {
        return segmentation;
    }

    public EmbeddingNetwork embedding() {
        return embedding;
    }

    /** A front end of the caller's own that makes the frames {@link #embedding()} expects. */
    public LogMelExtractor newLogMelExtractor() {
        return new LogMelExtractor(embeddingFacts.embedding().orElseThrow().frontEnd());
    }

    /** What is loaded, for {@code rostrum models}. */
    public ModelReport report() {
        List<NetworkFacts> networks = List.of(segmentationFacts, embeddingFacts);
        return new ModelReport(bundle.where(), TensorFlow.version(), "CPU", settings, networks);
    }

    private void warmUp() {
        Random noise = new Random(1);
        float[] samples = new float[segmentation.windowSamples()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 0.05f * (float) noise.nextGaussian();
        }
        segmentation.segment(0, samples, 0, samples.length);
        LogMelExtractor mel = newLogMelExtractor();
        int length = 3 * mel.settings().sampleRate();
        embedding.embed(mel.extract(samples, 0, length), mel.frames(length));
    }

    @Override
    public void close() {
        List<RuntimeException> failures = new ArrayList<>();
        for (NetworkRunner runner : List.of(embeddingRunner, segmentationRunner)) {
            try {
                runner.close();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            failures.stream().skip(1).forEach(failures.getFirst()::addSuppressed);
            throw failures.getFirst();
        }
    }
}
