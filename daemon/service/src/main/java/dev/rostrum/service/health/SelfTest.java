package dev.rostrum.service.health;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.embedding.EmbeddingNetwork;
import dev.rostrum.model.segmentation.SegmentationNetwork;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import dev.rostrum.model.tensorflow.LoadedModels;
import dev.rostrum.model.tensorflow.ModelReport;
import dev.rostrum.model.tensorflow.NativeLibraries;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Proves that this release runs on this machine, before it is put to use: Java, every byte of the native libraries, both networks
 * on sound made here. Opens no device and needs no configuration, so it passes beside a running daemon. One caller's thread.
 */
public final class SelfTest {
    private static final int NEEDED_JAVA = 25;

    private final LongSupplier nanoTime;
    private final Supplier<String> libraries;
    private final Supplier<ModelBundle> bundle;
    private final List<Step> steps = new ArrayList<>();

    /**
     * One thing proved, or not.
     *
     * @param name a short stable word
     * @param passed whether it is as it must be
     * @param detail what was found, or what is wrong and what would help
     * @param millis how long it took
     */
    public record Step(String name, boolean passed, String detail, long millis) {}

    /** @param nanoTime monotonic clock */
    public SelfTest(LongSupplier nanoTime) {
        this(nanoTime, ModelBundle::packaged);
    }

    /** The same of another bundle of weights. */
    public SelfTest(LongSupplier nanoTime, Supplier<ModelBundle> bundle) {
        this(nanoTime, () -> NativeLibraries.folder().verified(), bundle);
    }

    /**
     * The same with another proof of the native libraries.
     *
     * @param libraries what was found, or a ModelException
     */
    public SelfTest(LongSupplier nanoTime, Supplier<String> libraries, Supplier<ModelBundle> bundle) {
        this.nanoTime = nanoTime;
        this.libraries = libraries;
        this.bundle = bundle;
    }

    /** Takes every step and says how each went; a failed step spares those that need it. */
    public List<Step> run() {
        steps.clear();
        if (step("java", SelfTest::java) && step("libraries", libraries::get)) {
            step("networks", this::networks);
        }
        return List.copyOf(steps);
    }

    /** Found, or thrown as ModelException or IllegalStateException. */
    private interface Proof {
        String found();
    }

    private boolean step(String name, Proof proof) {
        long beginNs = nanoTime.getAsLong();
        boolean passed = false;
        String detail;
        try {
            detail = proof.found();
            passed = true;
        } catch (ModelException | IllegalStateException e) {
            detail = String.valueOf(e.getMessage());
        } catch (LinkageError e) {
            detail = "this Java lacks what the program is made for: " + e;
        }
        steps.add(new Step(name, passed, detail, (nanoTime.getAsLong() - beginNs) / 1_000_000));
        return passed;
    }

    private static String java() {
        int feature = Runtime.version().feature();
        if (feature < NEEDED_JAVA) {
            throw new IllegalStateException("Java " + feature + " runs this, " + NEEDED_JAVA + " is needed");
        }
        return Runtime.version() + " on " + System.getProperty("os.arch");
    }

    private String networks() {
        try (LoadedModels models = LoadedModels.load(bundle.get(), LoadedModels.Settings.defaults())) {
            float[] sound = vowels(models.segmentation());
            segmentation(models.segmentation(), sound);
            embedding(models.embedding(), models.newLogMelExtractor().extract(sound, 0, sound.length));
            ModelReport report = models.report();
            return "TensorFlow " + report.tensorFlowVersion() + " on " + report.device() + ", recurrence "
                    + report.machine().recurrence();
        }
    }

    private static void segmentation(SegmentationNetwork network, float[] sound) {
        SpeakerPosteriors answer = network.segment(0, sound, 0, sound.length);
        for (int frame = 0; frame < answer.frames(); frame++) {
            float speech = answer.speech(frame);
            if (!(speech >= 0 && speech <= 1.001f)) {
                throw new IllegalStateException("segmentation network answers speech=" + speech + " in frame " + frame
                        + ", 0 to 1 is possible");
            }
        }
    }

    private static void embedding(EmbeddingNetwork network, float[] logMel) {
        double energy = 0;
        for (float value : network.embed(logMel, logMel.length / network.mels())) {
            energy += (double) value * value;
        }
        if (!(energy > 0 && energy < Double.POSITIVE_INFINITY)) {
            throw new IllegalStateException("embedding network answers a vector of energy " + energy);
        }
    }

    /** A buzz with changing harmonics in a little noise: enough like a voice that no network sees silence. */
    private static float[] vowels(SegmentationNetwork network) {
        Random noise = new Random(1);
        int rate = network.grid().sampleRate();
        float[] samples = new float[network.windowSamples()];
        for (int i = 0; i < samples.length; i++) {
            double t = (double) i / rate;
            double sum = 0.01 * noise.nextGaussian();
            for (int harmonic = 1; harmonic <= 12; harmonic++) {
                double level = 0.1 / harmonic * (1 + Math.sin(2 * Math.PI * (0.7 * t + harmonic / 5.0)));
                sum += level * Math.sin(2 * Math.PI * 125 * harmonic * t);
            }
            samples[i] = (float) sum;
        }
        return samples;
    }
}
