package dev.rostrum.diarization.speakers;

import java.io.DataInputStream;
import java.io.IOException;

/**
 * How embeddings of speakers are distributed, whatever the room and the line: two-covariance PLDA (Ioffe, "Probabilistic
 * linear discriminant analysis", ECCV 2006) with a session effect. A centred embedding of length 1 is the sum of what
 * the speaker, the session (room, microphone, line) and the piece contribute, all Gaussian. Fitted by
 * {@code daemon/voices/fit_voice_space.py} on speakers heard in hundreds of sessions. Immutable.
 *
 * <p>After {@link #project} the covariance of a piece is the identity, and those of speaker and session are diagonal (the
 * latter nearly, the rest is dropped). The mean of n pieces of one speaker varies by 1/n, and by the dependence however
 * many there are: pieces of one recording are not independent.
 */
public final class SpeakerModel {
    /** Length of the pieces that the model was fitted on and that it counts by. */
    public static final double PIECE_SECONDS = 1.5;

    private static final double UNFITTED_DEPENDENCE = 0.12;

    private final double[] mean;
    private final double[][] projection;
    private final double[] speaker;
    private final double[] session;
    private final double dependence;

    private SpeakerModel(double[] mean, double[][] projection, double[] speaker, double[] session, double dependence) {
        this.mean = mean;
        this.projection = projection;
        this.speaker = speaker;
        this.session = session;
        this.dependence = dependence;
    }

    /**
     * A model in which all dimensions are alike.
     *
     * @param size numbers in an embedding
     * @param pieceDeviation how much the unit embeddings of one speaker differ in each number
     */
    public static SpeakerModel flat(int size, double pieceDeviation) {
        double[][] projection = new double[size][size];
        double[] speaker = new double[size];
        for (int i = 0; i < size; i++) {
            projection[i][i] = 1 / pieceDeviation;
            speaker[i] = 1 / (size * pieceDeviation * pieceDeviation);
        }
        return new SpeakerModel(new double[size], projection, speaker, new double[size], UNFITTED_DEPENDENCE);
    }

    /**
     * Reads a model from where {@code in} stands: dimensions (int32), then float32 dependence, mean [size], projection
     * [dimensions][size], speaker [dimensions], session [dimensions], big-endian.
     *
     * @param size numbers in an embedding
     */
    public static SpeakerModel read(DataInputStream in, int size) throws IOException {
        int dimensions = in.readInt();
        double dependence = in.readFloat();
        double[] mean = FloatRows.read(in, size);
        double[][] projection = FloatRows.read(in, dimensions, size);
        return new SpeakerModel(
                mean, projection, FloatRows.read(in, dimensions), FloatRows.read(in, dimensions), dependence);
    }

    /** The same for a session in which the pieces of a speaker depend on each other so much. */
    public SpeakerModel withDependence(double ofSession) {
        return new SpeakerModel(mean, projection, speaker, session, ofSession);
    }

    /** Variance of a mean of however many pieces around its speaker in a session, as a share of that of one piece. */
    public double dependence() {
        return dependence;
    }

    /** Numbers in a projected embedding. */
    public int dimensions() {
        return projection.length;
    }

    /** An embedding, of any length, in the model's space. */
    public double[] project(float[] embedding) {
        double[] centred = new double[mean.length];
        double square = 0;
        for (int i = 0; i < centred.length; i++) {
            centred[i] = embedding[i] - mean[i];
            square += centred[i] * centred[i];
        }
        double scale = 1 / Math.sqrt(square + Double.MIN_NORMAL);
        double[] out = new double[projection.length];
        for (int d = 0; d < out.length; d++) {
            for (int i = 0; i < centred.length; i++) {
                out[d] += projection[d][i] * centred[i];
            }
            out[d] *= scale;
        }
        return out;
    }

    /**
     * Log-likelihood ratio, in nats, of "these are one speaker" against "these are two", both heard in one session. It
     * counts the pieces behind each side, so zero is the threshold for little speech and for much, on any line.
     */
    public double logRatio(SpeakerStatistics a, SpeakerStatistics b) {
        return new RatioTerms(this, a.pieces(), b.pieces()).of(a.mean(), b.mean());
    }

    /** How many pieces an embedding of this many seconds of one speaker is worth by itself. */
    public static double pieces(double seconds) {
        return seconds / PIECE_SECONDS;
    }

    /** Variance, in every dimension, of a mean of this many pieces around its speaker in this session. */
    double spread(double pieces) {
        return 1 / pieces + dependence;
    }

    /** Variance between speakers in each dimension. LENT. */
    double[] speaker() {
        return speaker;
    }

    /** Variance between sessions in each dimension. LENT. */
    double[] session() {
        return session;
    }
}
