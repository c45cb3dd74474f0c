package dev.rostrum.diarization.tracking.clustering;

import dev.rostrum.diarization.tracking.embedding.EmbeddingTransform;
import dev.rostrum.diarization.tracking.embedding.TrackerParameters;
import dev.rostrum.diarization.tracking.embedding.Vectors;
import dev.rostrum.diarization.tracking.embedding.WeightedEmbedding;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which speaker each entry belongs to, by variational Bayes over a mixture of speakers in {@link EmbeddingTransform}: speakers that
 * the evidence does not need die out, so the number of speakers is an outcome.
 *
 * <p>The model of VBx without its Markov chain (Landini et al., "Bayesian HMM clustering of x-vector sequences", CSL
 * 2022, equations 17 to 24): Fa tempers evidence that is not independent, Fb is the price of a speaker. Here each entry
 * counts with its weight.
 */
public final class VariationalClustering {
    /** Of a speaker behind whom there is a single piece; with less than that it is nobody. */
    private static final double ONE_PIECE = 1;

    /** Share of the bound by which a round must raise it for another to follow. */
    private static final double CONVERGED = 1e-5;

    /** Bounds what a refinement costs; it settles sooner. */
    private static final int ROUNDS_AT_MOST = 100;

    private static final double FLOOR = 1e-9;

    private final TrackerParameters.Clustering settings;
    private final List<WeightedEmbedding> entries;
    private final double[] between;
    private final double[][] rho;
    private final double price;

    VariationalClustering(
            List<WeightedEmbedding> entries, EmbeddingTransform space, TrackerParameters.Clustering settings) {
        this.settings = settings;
        this.entries = entries;
        this.between = space.between();
        double total = 0;
        rho = new double[entries.size()][];
        for (int t = 0; t < rho.length; t++) {
            total += entries.get(t).weight();
            rho[t] = entries.get(t).projected().clone();
            for (int d = 0; d < between.length; d++) {
                rho[t][d] *= Math.sqrt(between[d]);
            }
        }
        price = Math.clamp(settings.priceShare() * total, settings.priceAtLeast(), settings.priceAtMost());
    }

    /**
     * Improves responsibilities until they settle, then drops dead speakers.
     *
     * @param start {@code [entries][speakers]}, rows add to 1; not changed
     * @return {@code [entries][speakers that live]}
     */
    double[][] refine(double[][] start) {
        double[][] shares = start;
        double[] prior = normalised(weights(shares));
        double before = Double.NEGATIVE_INFINITY;
        for (int round = 0; round < ROUNDS_AT_MOST; round++) {
            Round next = round(shares, prior);
            shares = next.shares();
            prior = normalised(weights(shares));
            if (next.bound() - before < CONVERGED * Math.abs(next.bound()) && round > 1) {
                break;
            }
            before = next.bound();
        }
        return withAtLeast(shares, ONE_PIECE);
    }

    /** How well these responsibilities explain the entries: the evidence lower bound, up to what all share. */
    double bound(double[][] shares) {
        return round(shares, normalised(weights(shares))).bound();
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Round(double[][] shares, double bound) {}

    private Round round(double[][] shares, double[] prior) {
        int speakers = prior.length;
        int dimensions = between.length;
        double factor = settings.evidenceFactor();
        double[] weight = weights(shares);
        double[][] mean = new double[speakers][dimensions];
        for (int t = 0; t < rho.length; t++) {
            for (int k = 0; k < speakers; k++) {
                double g = shares[t][k] * entries.get(t).weight();
                if (g > FLOOR) {
                    Vectors.add(mean[k], g, rho[t]);
                }
            }
        }
        double bound = 0;
        double[] offset = new double[speakers];
        for (int k = 0; k < speakers; k++) {
            for (int d = 0; d < dimensions; d++) {
                double spread = 1 / (1 + factor / price * weight[k] * between[d]);
                mean[k][d] *= factor / price * spread;
                double square = spread + mean[k][d] * mean[k][d];
                offset[k] += 0.5 * square * between[d];
                bound += 0.5 * price * (Math.log(spread) - square + 1);
            }
        }
        double[][] next = new double[rho.length][speakers];
        for (int t = 0; t < rho.length; t++) {
            double tempered = factor * entries.get(t).weight();
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < speakers; k++) {
                next[t][k] = tempered * (Vectors.dot(rho[t], mean[k]) - offset[k]) + Math.log(prior[k] + FLOOR);
                most = Math.max(most, next[t][k]);
            }
            double sum = 0;
            for (int k = 0; k < speakers; k++) {
                next[t][k] = Math.exp(next[t][k] - most);
                sum += next[t][k];
            }
            for (int k = 0; k < speakers; k++) {
                next[t][k] /= sum;
            }
            bound += most + Math.log(sum);
        }
        return new Round(next, bound);
    }

    /** Entry weight behind each speaker. */
    double[] weights(double[][] shares) {
        double[] sum = new double[shares[0].length];
        for (int t = 0; t < shares.length; t++) {
            Vectors.add(sum, entries.get(t).weight(), shares[t]);
        }
        return sum;
    }

    /** Without the speakers that have less than {@code least} entry weight; the heaviest always stays. */
    double[][] withAtLeast(double[][] shares, double least) {
        double[] weight = weights(shares);
        double limit = Math.min(least, Arrays.stream(weight).max().orElse(0));
        int[] kept = IntStream.range(0, weight.length)
                .filter(k -> weight[k] >= limit)
                .toArray();
        double[][] out = new double[shares.length][kept.length];
        for (int t = 0; t < shares.length; t++) {
            for (int k = 0; k < kept.length; k++) {
                out[t][k] = shares[t][kept[k]] + FLOOR;
            }
            out[t] = normalised(out[t]);
        }
        return out;
    }

    private static double[] normalised(double[] values) {
        double sum = Arrays.stream(values).sum();
        double[] out = values.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] /= sum;
        }
        return out;
    }
}
