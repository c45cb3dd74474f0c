package dev.rostrum.diarization.speakers;

import java.util.Arrays;
import java.util.List;

/**
 * The speakers known in a session, ready to say how likely an embedding is under each of them, against a speaker never
 * heard. The offset of the session (room, microphone, line) is estimated from all of them. Immutable.
 *
 * <p>With speakers k of n_k pieces and means m_k, the posterior of the offset has, in each dimension, the precision
 * 1/session + the sum of 1/(speaker + spread(n_k)). A speaker of this session is distributed around the offset by the
 * variance between speakers; what was heard of one moves that prior to its posterior mean. Around it, everybody's
 * embeddings are taken to vary alike, as if much had been heard: else a speaker of few pieces, of whom little is sure,
 * would collect what is unlike all others.
 */
public final class SessionSpeakers {
    /** Dimensions whose variances are multiplied before the logarithm, which costs most; their product stays finite. */
    private static final int AT_ONCE = 8;

    private final SpeakerModel model;
    private final double[] offset;
    private final double[] unheard;
    private final double[] known;
    private final double[][] expected;

    /** @param speakers in the order in which {@link #logRatios} answers; may be none */
    public SessionSpeakers(SpeakerModel model, List<SpeakerStatistics> speakers) {
        this.model = model;
        int dimensions = model.dimensions();
        double much = model.spread(Double.POSITIVE_INFINITY);
        offset = new double[dimensions];
        unheard = new double[dimensions];
        known = new double[dimensions];
        expected = new double[speakers.size()][dimensions];
        for (int d = 0; d < dimensions; d++) {
            double between = model.speaker()[d];
            double precision = 1 / Math.max(model.session()[d], Double.MIN_NORMAL);
            double weighted = 0;
            for (SpeakerStatistics speaker : speakers) {
                double own = 1 / (between + model.spread(speaker.pieces()));
                precision += own;
                weighted += own * speaker.mean()[d];
            }
            offset[d] = weighted / precision;
            unheard[d] = between + 1 / precision;
            known[d] = unheard[d] * much / (unheard[d] + much);
            for (int k = 0; k < expected.length; k++) {
                SpeakerStatistics speaker = speakers.get(k);
                double trust = unheard[d] / (unheard[d] + model.spread(speaker.pieces()));
                expected[k][d] = offset[d] + trust * (speaker.mean()[d] - offset[d]);
            }
        }
    }

    /** How many speakers are known. */
    public int count() {
        return expected.length;
    }

    /**
     * Log-likelihood of an embedding under each known speaker less that under one never heard, in nats.
     *
     * @param embedding after {@link SpeakerModel#project}
     * @param pieces how many pieces it is worth
     * @return {@code [count()]}
     */
    public double[] logRatios(double[] embedding, double pieces) {
        double spread = model.spread(pieces);
        double nobody = logDensity(embedding, offset, unheard, spread);
        double[] ratios = new double[expected.length];
        Arrays.setAll(ratios, k -> logDensity(embedding, expected[k], known, spread) - nobody);
        return ratios;
    }

    private static double logDensity(double[] x, double[] mean, double[] variance, double spread) {
        double sum = 0;
        double product = 1;
        for (int d = 0; d < x.length; d++) {
            double v = variance[d] + spread;
            double away = x[d] - mean[d];
            sum -= away * away / v;
            product *= v;
            if (d % AT_ONCE == AT_ONCE - 1) {
                sum -= Math.log(product);
                product = 1;
            }
        }
        return 0.5 * (sum - Math.log(product));
    }
}
