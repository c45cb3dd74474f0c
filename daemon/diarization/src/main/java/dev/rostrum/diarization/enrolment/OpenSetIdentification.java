package dev.rostrum.diarization.enrolment;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.EmbeddingFacts;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.bundle.NetworkFacts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a voice is that of an enrolled person, or of a stranger: the cosine between centred voices against a
 * threshold fitted on speakers of no recording that it is judged on, by {@code daemon/voices/fit_open_set.py}. Immutable.
 */
public final class OpenSetIdentification {
    private static final int MAGIC = 0x52_4f_50_4e;
    private static final int VERSION = 2;

    private final double threshold;
    private final double margin;
    private final float[] mean;

    OpenSetIdentification(double threshold, double margin, float[] mean) {
        this.threshold = threshold;
        this.margin = margin;
        this.mean = mean;
    }

    /**
     * A person who is heard.
     *
     * @param likeness cosine, above the threshold
     */
    public record Match(Person person, double likeness) {}

    /** That of the packaged embedding network. */
    public static OpenSetIdentification packaged() {
        return of(ModelBundle.packaged()).orElseThrow();
    }

    /**
     * That of the bundle's embedding network; nothing where its manifest states none.
     *
     * @throws ModelException if the file that the manifest names is not what it says, or for vectors of another size
     */
    public static Optional<OpenSetIdentification> of(ModelBundle bundle) {
        NetworkFacts network = bundle.manifest().network("embedding");
        EmbeddingFacts facts = network.embedding().orElseThrow();
        return facts.openSet().map(stated -> {
            float[] mean =
                    mean(bundle.openSet(network).orElseThrow(), stated.mean().file());
            if (mean.length != facts.size()) {
                throw new ModelException(stated.mean().file() + ": is for vectors of " + mean.length + " numbers, "
                        + network.name() + " makes " + facts.size());
            }
            return new OpenSetIdentification(stated.threshold(), stated.margin(), mean);
        });
    }

    /** Why a bundle's embedding network knows nobody, and what to do. */
    public static String unfitted(ModelBundle bundle) {
        return bundle.where() + "manifest.json states no embedding.openSet for "
                + bundle.manifest().network("embedding").name()
                + "; fit it: rostrum pairs, then daemon/voices/fit_open_set.py (docs/networks.md)";
    }

    private static float[] mean(byte[] file, String name) {
        ByteBuffer in = ByteBuffer.wrap(file);
        if (file.length < 12 || in.getInt() != MAGIC || in.getInt() != VERSION || 4 * in.getInt() != in.remaining()) {
            throw new ModelException(name + ": not what fit_open_set.py of this version writes");
        }
        float[] mean = new float[in.remaining() / 4];
        in.asFloatBuffer().get(mean);
        return mean;
    }

    /** Likeness from which two voices carry one name. */
    public double threshold() {
        return threshold;
    }

    /** One voice of several vectors of the network, all of one speaker: the mean of their centred directions, length 1. */
    public float[] voice(List<float[]> vectors) {
        double[] sum = new double[mean.length];
        for (float[] vector : vectors) {
            double length = 0;
            for (int i = 0; i < mean.length; i++) {
                length += Math.pow(vector[i] - mean[i], 2);
            }
            for (int i = 0; i < mean.length; i++) {
                sum[i] += (vector[i] - mean[i]) / Math.sqrt(Math.max(length, 1e-12));
            }
        }
        return unit(sum);
    }

    /** Cosine between two voices. */
    public static double likeness(float[] one, float[] other) {
        double dot = 0;
        for (int i = 0; i < one.length; i++) {
            dot += (double) one[i] * other[i];
        }
        return dot;
    }

    /** How alike a voice and all recordings of a person are: the cosine with their mean. */
    public static double likeness(Person person, float[] voice) {
        double[] sum = new double[voice.length];
        for (Person.Recording recording : person.recordings()) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += recording.voice()[i];
            }
        }
        return likeness(unit(sum), voice);
    }

    /** The person whose voice this is, if it is anybody's. */
    public Optional<Match> match(float[] voice, List<Person> people) {
        Optional<Match> best = Optional.empty();
        double second = -1;
        for (Person person : people) {
            double likeness = likeness(person, voice);
            double bestYet = best.map(Match::likeness).orElse(-1.0);
            if (likeness > bestYet) {
                second = bestYet;
                best = Optional.of(new Match(person, likeness));
            } else {
                second = Math.max(second, likeness);
            }
        }
        double runnerUp = second;
        return best.filter(match -> match.likeness() >= threshold && match.likeness() - runnerUp >= margin);
    }

    private static float[] unit(double[] sum) {
        double length = 0;
        for (double value : sum) {
            length += value * value;
        }
        float[] voice = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            voice[i] = (float) (sum[i] / Math.sqrt(Math.max(length, 1e-12)));
        }
        return voice;
    }
}
