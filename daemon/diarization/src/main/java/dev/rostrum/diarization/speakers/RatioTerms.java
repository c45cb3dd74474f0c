package dev.rostrum.diarization.speakers;

/**
 * The log-likelihood ratio of "one speaker" against "two" for means of two given counts of pieces, as a quadratic form:
 * everything that does not depend on the means themselves, computed once.
 *
 * <p>In each dimension the two means are jointly Gaussian, with variances p and q; their covariance is that of speaker and
 * session together if the speaker is one, and that of the session alone if there are two.
 */
final class RatioTerms {
    private final double[] square;
    private final double[] product;
    private final double[] otherSquare;
    private final double constant;

    RatioTerms(SpeakerModel model, double pieces, double otherPieces) {
        int dimensions = model.dimensions();
        square = new double[dimensions];
        product = new double[dimensions];
        otherSquare = new double[dimensions];
        double logs = 0;
        for (int d = 0; d < dimensions; d++) {
            double one = model.speaker()[d] + model.session()[d];
            double two = model.session()[d];
            double p = one + model.spread(pieces);
            double q = one + model.spread(otherPieces);
            double detOne = p * q - one * one;
            double detTwo = p * q - two * two;
            square[d] = -0.5 * (q / detOne - q / detTwo);
            product[d] = one / detOne - two / detTwo;
            otherSquare[d] = -0.5 * (p / detOne - p / detTwo);
            logs += Math.log(detOne / detTwo);
        }
        constant = -0.5 * logs;
    }

    /** In nats, for these means. */
    double of(double[] mean, double[] otherMean) {
        double sum = constant;
        for (int d = 0; d < square.length; d++) {
            double a = mean[d];
            double b = otherMean[d];
            sum += a * (square[d] * a + product[d] * b) + otherSquare[d] * b * b;
        }
        return sum;
    }
}
