package dev.rostrum.diarization.tracking.embedding;

import dev.rostrum.diarization.speakers.FloatRows;
import dev.rostrum.diarization.speakers.SpeakerModel;
import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.ModelBundle;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/**
 * The back end of the speaker vectors: where two vectors of one speaker lie close and two speakers lie apart. Fitted on
 * speakers that no recording is scored on, by {@code daemon/voices/fit_voice_space.py}. Immutable.
 *
 * <p>Two-covariance PLDA (Ioffe, ECCV 2006): after {@link #project} the within-speaker covariance is the identity and
 * the between-speaker covariance is diagonal with {@link #between()}. What is no voice at all is told by a matched subspace
 * detector (Scharf and Friedlander, "Matched subspace detectors", IEEE TSP 42, 1994).
 */
public final class EmbeddingTransform {
    private static final int MAGIC = 0x52_56_53_50;
    private static final int VERSION = 4;

    /** Share of a unit vector's energy in which pieces of one speaker differ: about a cosine of .65. */
    private static final double UNLEARNT_WITHIN = 0.35;

    private final double[] mean;
    private final double[][] projection;
    private final double[] between;
    private final double[] voiceMean;
    private final double[][] axes;
    private final int principal;
    private final SpeakerModel speakers;

    private EmbeddingTransform(
            double[] mean,
            double[][] projection,
            double[] between,
            double[] voiceMean,
            double[][] axes,
            int principal,
            SpeakerModel speakers) {
        this.mean = mean;
        this.projection = projection;
        this.between = between;
        this.voiceMean = voiceMean;
        this.axes = axes;
        this.principal = principal;
        this.speakers = speakers;
    }

    /**
     * The space of the packaged embedding network.
     *
     * @throws ModelException if the file is missing or damaged
     */
    public static EmbeddingTransform packaged() {
        ModelBundle bundle = ModelBundle.packaged();
        return of(bundle.voices(bundle.manifest().network("embedding")).orElseThrow());
    }

    /**
     * What {@code daemon/voices/fit_voice_space.py} learnt of a network's vectors.
     *
     * @throws ModelException if it is no such file
     */
    public static EmbeddingTransform of(byte[] file) {
        try {
            return read(new DataInputStream(new ByteArrayInputStream(file)));
        } catch (IOException e) {
            throw new ModelException("what was learnt of voices cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * A space for a network of whose vectors nothing was learnt: their bare cosine tells voices apart, all directions
     * tell as much, and nothing is strange, so noise that the segmentation takes for speech becomes a speaker.
     *
     * @param size numbers in a vector
     */
    public static EmbeddingTransform unlearnt(int size) {
        return flat(size, Math.sqrt(UNLEARNT_WITHIN / size));
    }

    /**
     * A space that knows nothing of voices: nothing is subtracted, all directions tell as much, nothing is strange. For
     * tests.
     *
     * @param size numbers in a vector
     * @param withinDeviation how much the unit vectors of one speaker differ in each number
     */
    public static EmbeddingTransform flat(int size, double withinDeviation) {
        double[][] projection = new double[size][size];
        double[] ratio = new double[size];
        for (int i = 0; i < size; i++) {
            projection[i][i] = 1 / withinDeviation;
            ratio[i] = 1 / (size * withinDeviation * withinDeviation);
        }
        return new EmbeddingTransform(
                new double[size],
                projection,
                ratio,
                new double[size],
                new double[0][],
                0,
                SpeakerModel.flat(size, withinDeviation));
    }

    private static EmbeddingTransform read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC || in.readInt() != VERSION) {
            throw new IOException(
                    "not a voice space of version " + VERSION + ", fit it again (daemon/voices/fit_voice_space.py)");
        }
        int size = in.readInt();
        int dimensions = in.readInt();
        int principal = in.readInt();
        double[] mean = FloatRows.read(in, size);
        double[][] projection = FloatRows.read(in, dimensions, size);
        double[] between = FloatRows.read(in, dimensions);
        double[] voiceMean = FloatRows.read(in, size);
        double[][] axes = FloatRows.read(in, size, size);
        return new EmbeddingTransform(
                mean, projection, between, voiceMean, axes, principal, SpeakerModel.read(in, size));
    }

    /** Numbers in a vector of the network. */
    public int size() {
        return mean.length;
    }

    /** Whether pieces are of one speaker, on any line. */
    public SpeakerModel speakers() {
        return speakers;
    }

    /** Between-speaker variance of each projected dimension, largest first. LENT. */
    public double[] between() {
        return between;
    }

    /** The vector with the mean of all voices subtracted, at length 1. */
    public double[] centred(float[] vector) {
        double[] out = new double[mean.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = vector[i] - mean[i];
        }
        return Vectors.normalise(out);
    }

    /** Where a centred vector lies among voices. */
    double[] project(double[] centred) {
        double[] out = new double[projection.length];
        for (int d = 0; d < out.length; d++) {
            out[d] = Vectors.dot(projection[d], centred);
        }
        return out;
    }

    /**
     * How much {@code unit}, a vector at length 1, differs from the mean of all voices in ways that voices do not: its
     * energy across the directions in which speakers differ most, over that along them, each number counted by its own
     * variance. About 1 for a voice near the microphone, up to 4 for one in a bad room, 5 and more for noise.
     */
    double residualRatio(double[] unit) {
        if (axes.length == 0) {
            return 0;
        }
        double[] away = unit.clone();
        Vectors.add(away, -1, voiceMean);
        return energy(away, principal, axes.length) / energy(away, 0, principal);
    }

    /** Mean square of {@code vector} along the axes {@code from} to {@code to}. */
    private double energy(double[] vector, int from, int to) {
        double sum = 0;
        for (int d = from; d < to; d++) {
            double along = Vectors.dot(axes[d], vector);
            sum += along * along;
        }
        return sum / (to - from);
    }
}
