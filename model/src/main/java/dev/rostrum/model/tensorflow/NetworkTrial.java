package dev.rostrum.model.tensorflow;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.EmbeddingFacts;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.bundle.NetworkFacts;
import dev.rostrum.model.bundle.SegmentationFacts;
import dev.rostrum.model.embedding.EmbeddingNetwork;
import dev.rostrum.model.features.CheckSound;
import dev.rostrum.model.features.LogMelExtractor;
import dev.rostrum.model.segmentation.ClassPosteriors;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Tries loaded networks with {@link CheckSound} before anything relies on them: as many numbers as the manifest says,
 * all of them finite, the vector that the manifest expects where it does, and quick enough where the network is not one
 * that came with the program.
 */
final class NetworkTrial {
    /** How far in cosine the answer may be from the manifest's: other machines round otherwise. */
    private static final double TOLERANCE = 0.01;

    /** The time that sound takes to bring the next call. */
    private static final double LONGEST_MILLIS = 500;

    private static final int RUNS = 3;

    /** How far from 1 the probabilities of a frame may add: a network may compute in halves. */
    private static final double UNSURE = 0.02;

    private final ModelBundle bundle;
    private final NetworkFacts segmentationFacts;
    private final NetworkFacts embeddingFacts;
    private long position;

    NetworkTrial(ModelBundle bundle, NetworkFacts segmentationFacts, NetworkFacts embeddingFacts) {
        this.bundle = bundle;
        this.segmentationFacts = segmentationFacts;
        this.embeddingFacts = embeddingFacts;
    }

    /**
     * Tries the segmentation network.
     *
     * @return how quick it was, for people
     * @throws ModelException what is wrong with it
     */
    String segmentation(TensorFlowSegmentation network) {
        float[] heard =
                as(segmentationFacts.segmentation().orElseThrow(), CheckSound.samples(segmentationFacts.sampleRate()));
        segmentation(network, heard);
        double window = millis(() -> segmentation(network, heard));
        quickEnough(segmentationFacts, window);
        return String.format(Locale.ROOT, "segmentation %.0f ms", window);
    }

    /** The same for the embedding network; on whatever thread. */
    String embedding(EmbeddingNetwork network) {
        float[] sound = CheckSound.samples(segmentationFacts.sampleRate());
        EmbeddingFacts facts = embeddingFacts.embedding().orElseThrow();
        LogMelExtractor extractor = new LogMelExtractor(facts.frontEnd());
        float[] mel = extractor.extract(sound, 0, sound.length);
        int frames = extractor.frames(sound.length);
        if (frames < facts.shortestFrames() || frames > facts.longestFrames()) {
            throw wrong(
                    embeddingFacts,
                    "takes " + facts.shortestFrames() + " to " + facts.longestFrames()
                            + " frames by the manifest; the check sound of 3 s has " + frames);
        }
        embedding(network, mel, facts);
        double vector = millis(() -> embedding(network, mel, facts));
        quickEnough(embeddingFacts, vector);
        return String.format(Locale.ROOT, "embedding %.0f ms", vector);
    }

    /** The sound as often as the shortest window needs it, or as much of it as the longest takes. */
    private static float[] as(SegmentationFacts facts, float[] sound) {
        float[] fitted = new float[Math.clamp(sound.length, facts.shortestSamples(), facts.windowSamples())];
        for (int i = 0; i < fitted.length; i++) {
            fitted[i] = sound[i % sound.length];
        }
        return fitted;
    }

    /**
     * Processor time of one run on this thread, which the networks compute on; the least of a few, for the first are
     * slowed by what Java has not compiled yet. On a busy machine the clock would blame the network for its neighbours;
     * where the time cannot be measured, the clock all the same.
     */
    private static double millis(Runnable run) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        LongSupplier spent =
                threads.isCurrentThreadCpuTimeSupported() ? threads::getCurrentThreadCpuTime : System::nanoTime;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long before = spent.getAsLong();
            run.run();
            least = Math.min(least, spent.getAsLong() - before);
        }
        return least / 1e6;
    }

    private void quickEnough(NetworkFacts network, double millis) {
        if (!bundle.isPackaged(network) && millis > LONGEST_MILLIS) {
            throw wrong(
                    network,
                    String.format(
                            Locale.ROOT,
                            "takes %.0f ms of the processor for 3 s of sound, at most %.0f go",
                            millis,
                            LONGEST_MILLIS));
        }
    }

    private void segmentation(TensorFlowSegmentation network, float[] sound) {
        // elsewhere in the stream each time: what a network keeps of a window must not make the next one cheap
        ClassPosteriors answer = network.segment(position++, sound, 0, sound.length);
        for (int frame = 0; frame < answer.frames(); frame++) {
            double sum = 0;
            for (int c = 0; c < answer.powerset().classes(); c++) {
                float probability = answer.probability(frame, c);
                sum += probability >= 0 ? probability : Double.NaN;
            }
            if (!(Math.abs(sum - 1) <= UNSURE)) {
                throw wrong(
                        segmentationFacts,
                        "answers probabilities that add to " + sum + " in frame " + frame
                                + "; logarithms of probabilities, or probabilities where the manifest says so, add to 1");
            }
        }
    }

    private void embedding(EmbeddingNetwork network, float[] mel, EmbeddingFacts facts) {
        float[] vector = network.embed(mel, mel.length / network.mels());
        if (vector.length != facts.size()) {
            throw wrong(embeddingFacts, "answers " + vector.length + " numbers, the manifest says " + facts.size());
        }
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
        }
        if (!(square > 0 && square < Double.POSITIVE_INFINITY)) {
            throw wrong(embeddingFacts, "answers a vector of energy " + square);
        }
        double cosine = facts.check().isEmpty() ? 1 : cosine(vector, facts.check());
        if (!(cosine >= 1 - TOLERANCE)) {
            throw wrong(
                    embeddingFacts,
                    String.format(
                            Locale.ROOT,
                            "answers the check sound with a cosine of %.4f to the manifest's vector;"
                                    + " is its front end the one that it was trained with?",
                            cosine));
        }
    }

    private static double cosine(float[] a, List<Double> b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b.get(i);
            aa += (double) a[i] * a[i];
            bb += b.get(i) * b.get(i);
        }
        return dot / Math.sqrt(aa * bb);
    }

    private ModelException wrong(NetworkFacts network, String problem) {
        return new ModelException(
                bundle.where() + ": " + network.role() + " network " + network.name() + " " + problem);
    }
}
