package dev.rostrum.model.tensorflow;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.bundle.NetworkFacts;
import dev.rostrum.model.embedding.EmbeddingNetwork;
import dev.rostrum.model.features.LogMelExtractor;
import dev.rostrum.model.segmentation.SegmentationNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
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
    private final List<String> devices;
    private final String recurrence;
    private String comparison = "";
    private String trial = "";

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

    /** What computes the graphs; the recurrent layers under {@link Recurrence#KERNEL} are always the processor's. */
    public enum Device {
        /** Whichever of the two is faster for one window here, measured at loading; without a GPU the processor. */
        AUTO,
        /** The processor, even where there is a GPU. */
        CPU,
        /** The GPU; refused where the library sees none. */
        GPU
    }

    /**
     * Threads and precision.
     *
     * @param intraOpThreads threads inside one operation; fixed for the process by the first load
     * @param interOpThreads operations of one run at a time; 2 runs both directions of recurrence GRAPH at once
     * @param precision how the networks compute, fixed for replay and tests
     * @param recurrence what steps through the recurrent layers; the two differ in the last bits
     * @param device what computes the graphs
     * @param folder of networks that stand in for packaged ones
     */
    public record Settings(
            int intraOpThreads,
            int interOpThreads,
            Precision precision,
            Recurrence recurrence,
            Device device,
            Optional<Path> folder) {
        public Settings {
            if (intraOpThreads < 1 || interOpThreads < 1) {
                throw new IllegalArgumentException(
                        "intraOpThreads=" + intraOpThreads + " interOpThreads=" + interOpThreads);
            }
        }

        public static Settings defaults() {
            return new Settings(1, 1, Precision.FP32, Recurrence.KERNEL, Device.CPU, Optional.empty());
        }

        /** The same on another device. */
        public Settings on(Device other) {
            return new Settings(intraOpThreads, interOpThreads, precision, recurrence, other, folder);
        }

        /** The same with the networks of a folder. */
        public Settings with(Optional<Path> networks) {
            return new Settings(intraOpThreads, interOpThreads, precision, recurrence, device, networks);
        }
    }

    private LoadedModels(ModelBundle bundle, Settings settings, List<String> devices) {
        this.bundle = bundle;
        this.devices = devices;
        this.settings = settings;
        segmentationFacts = bundle.manifest().network("segmentation");
        embeddingFacts = bundle.manifest().network("embedding");
        if (segmentationFacts.sampleRate() != embeddingFacts.sampleRate()) {
            throw new ModelException(bundle.where() + ": " + segmentationFacts.name() + " takes "
                    + segmentationFacts.sampleRate() + " Hz, " + embeddingFacts.name() + " "
                    + embeddingFacts.sampleRate() + "; both must take the same");
        }
        EmbeddingBuilder builder = EmbeddingBuilder.of(embeddingFacts);
        CompletableFuture<NetworkRunner> embeddingOpened =
                CompletableFuture.supplyAsync(() -> builder.open(embeddingFacts, bundle, settings));
        SegmentationBuilder.Opened opened;
        try {
            opened = SegmentationBuilder.open(segmentationFacts, bundle, settings);
        } catch (RuntimeException e) {
            embeddingOpened
                    .thenAccept(NetworkRunner::close)
                    .exceptionally(other -> null)
                    .join();
            throw e;
        }
        segmentationRunner = opened.runner();
        recurrence = opened.recurrence();
        try {
            embeddingRunner = embeddingOpened.join();
        } catch (CompletionException e) {
            segmentationRunner.close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        segmentation = new TensorFlowSegmentation(segmentationFacts, opened.computation());
        embedding = new TensorFlowEmbedding(embeddingFacts, builder, embeddingRunner);
    }

    /**
     * Loads both networks at once and runs each, so that the first real call is as quick as the rest.
     *
     * @throws ModelException if a weight file is missing or differs from its manifest, TensorFlow cannot be loaded, or a
     *     GPU is asked for that is not there
     */
    public static LoadedModels load(ModelBundle bundle, Settings settings) {
        NativeLibraries.load();
        List<String> devices = Devices.seen(settings);
        boolean gpu = devices.contains("GPU");
        if (settings.device() == Device.GPU && !gpu) {
            throw new ModelException("device is gpu, but TensorFlow sees only " + devices + " (library "
                    + Devices.library() + "): it needs a library built for this GPU, or set device to auto");
        }
        if (settings.device() != Device.AUTO) {
            return load(bundle, settings, devices);
        }
        LoadedModels onCpu = load(bundle, settings.on(Device.CPU), devices);
        return gpu ? QuickerDevice.of(onCpu, () -> load(bundle, settings.on(Device.GPU), devices)) : onCpu;
    }

    /**
     * The kinds of devices that TensorFlow's library sees here, such as {@code CPU} and {@code GPU}.
     *
     * @throws ModelException if it cannot be loaded
     */
    public static List<String> devices() {
        NativeLibraries.load();
        return Devices.seen(Settings.defaults().on(Device.AUTO));
    }

    /** The file of TensorFlow's library in use. */
    public static String library() {
        return Devices.library();
    }

    /** Says what was weighed when these were chosen. */
    void chosenBy(String weighed) {
        comparison = weighed;
    }

    private static LoadedModels load(ModelBundle bundle, Settings settings, List<String> devices) {
        LoadedModels models = new LoadedModels(bundle, settings, devices);
        try {
            models.warmUp();
            System.gc(); // the weights as they were read are of no use any more
            LibraryPages.giveBack();
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

    /** What was learnt of the embedding network's vectors, as it lies beside its weights; nothing where nobody has. */
    public Optional<byte[]> voices() {
        return bundle.voices(embeddingFacts);
    }

    /** What is loaded, for {@code rostrum models}. */
    public ModelReport report() {
        List<NetworkFacts> networks = List.of(segmentationFacts, embeddingFacts);
        ModelReport.Machine machine = new ModelReport.Machine(
                TensorFlow.version(),
                Devices.library(),
                devices,
                settings.device().name(),
                comparison,
                trial,
                recurrence);
        return new ModelReport(bundle.where(), machine, settings, networks);
    }

    private void warmUp() {
        Random noise = new Random(1);
        float[] samples = new float[segmentation.windowSamples()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 0.05f * (float) noise.nextGaussian();
        }
        NetworkTrial trials = new NetworkTrial(bundle, segmentationFacts, embeddingFacts);
        List<Supplier<String>> both = List.of(
                () -> {
                    segmentation.segment(0, samples, 0, samples.length);
                    return trials.segmentation(segmentation);
                },
                () -> trials.embedding(embedding));
        try (SharedWork work = new SharedWork()) {
            trial = "3 s of sound: " + String.join(", ", work.all(both, Supplier::get)) + " of the processor";
        }
    }

    @Override
    public void close() {
        List<RuntimeException> failures = new ArrayList<>();
        for (Runnable part : List.<Runnable>of(embedding::close, embeddingRunner::close, segmentationRunner::close)) {
            try {
                part.run();
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
