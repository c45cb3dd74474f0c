package dev.rostrum.daemon.people;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a voice is that of an enrolled person, or of a stranger: the cosine between centred voices against a
 * threshold fitted on talkers of no recording that it is judged on, by {@code daemon/voices/fit_open_set.py}. Immutable.
 */
public final class OpenSet {
    private static final int MAGIC = 0x52_4f_50_4e;
    private static final int VERSION = 1;
    /** Of two people as alike as this to a voice, neither is named. */
    private static final double LEAST_MARGIN = 0.05;

    private final double threshold;
    private final float[] mean;

    OpenSet(double threshold, float[] mean) {
        this.threshold = threshold;
        this.mean = mean;
    }

    /**
     * A person who is heard.
     *
     * @param likeness cosine, above the threshold
     */
    public record Match(Person person, double likeness) {}

    /** That of the packaged embedding network. */
    public static OpenSet packaged() {
        try (InputStream resource = OpenSet.class.getResourceAsStream("open-set.bin")) {
            if (resource == null) {
                throw new IOException("is not in this build");
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(resource.readAllBytes()));
            if (in.readInt() != MAGIC || in.readInt() != VERSION) {
                throw new IOException("is of another version");
            }
            float[] mean = new float[in.readInt()];
            double threshold = in.readFloat();
            for (int i = 0; i < mean.length; i++) {
                mean[i] = in.readFloat();
            }
            return new OpenSet(threshold, mean);
        } catch (IOException e) {
            throw new UncheckedIOException("open-set.bin: " + e.getMessage(), e);
        }
    }

    /** Likeness from which two voices carry one name. */
    public double threshold() {
        return threshold;
    }

    /** One voice of several vectors of the network, all of one talker: the mean of their centred directions, length 1. */
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
        return best.filter(match -> match.likeness() >= threshold && match.likeness() - runnerUp >= LEAST_MARGIN);
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
