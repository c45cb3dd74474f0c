package dev.rostrum.diarization.frontend.array;

import dev.rostrum.diarization.frontend.array.ArrayGeometry.Microphone;

/**
 * For each direction and frequency the weights that pass what comes from there and least of what comes from all
 * around: a superdirective beam in a spherically isotropic field, with a load on the diagonal that bounds how much the
 * microphones' own noise may grow (Cox, Zeskind and Owen, IEEE Trans. ASSP 35, 1987). Dead channels get nothing.
 * Immutable.
 */
final class BeamformerWeights {
    private final int channels;
    private final float[] re;
    private final float[] im;

    /**
     * Weights for all directions.
     *
     * @param live which channels count; at least one
     * @param load added to the diagonal: 0 trusts the geometry, large values make it a delay-and-sum beam
     */
    BeamformerWeights(ArrayGeometry geometry, int sampleRate, boolean[] live, double load) {
        channels = geometry.size();
        re = new float[SteeredPower.DIRECTIONS * ArraySpectrum.BINS * channels];
        im = new float[re.length];
        for (int bin = 0; bin < ArraySpectrum.BINS; bin++) {
            double hz = (double) bin * sampleRate / ArraySpectrum.SIZE;
            double[][] inverse = inverse(field(geometry, hz, live, load));
            for (int d = 0; d < SteeredPower.DIRECTIONS; d++) {
                put(geometry, d, bin, hz, inverse, live);
            }
        }
    }

    /** Coherence of a field that comes from everywhere alike: sinc of distance in half waves. */
    private static double[][] field(ArrayGeometry geometry, double hz, boolean[] live, double load) {
        int n = geometry.size();
        double[][] field = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double metres = geometry.microphones()
                        .get(i)
                        .distanceTo(geometry.microphones().get(j));
                double x = 2 * Math.PI * hz * metres / ArrayGeometry.SPEED_OF_SOUND;
                boolean heard = live[i] && live[j];
                field[i][j] = i == j ? 1 + load : heard ? (x < 1e-9 ? 1 : Math.sin(x) / x) : 0;
            }
        }
        return field;
    }

    private void put(ArrayGeometry geometry, int d, int bin, double hz, double[][] inverse, boolean[] live) {
        double angle = Math.toRadians(d * 360.0 / SteeredPower.DIRECTIONS);
        double[][] arrival = new double[2][channels];
        for (int c = 0; c < channels; c++) {
            Microphone at = geometry.microphones().get(c);
            double phase = 2
                    * Math.PI
                    * hz
                    * (at.x() * Math.cos(angle) + at.y() * Math.sin(angle))
                    / ArrayGeometry.SPEED_OF_SOUND;
            arrival[0][c] = live[c] ? Math.cos(phase) : 0;
            arrival[1][c] = live[c] ? Math.sin(phase) : 0;
        }
        double[][] solved = new double[2][channels];
        double gain = 0;
        for (int i = 0; i < channels; i++) {
            for (int j = 0; j < channels; j++) {
                solved[0][i] += inverse[i][j] * arrival[0][j];
                solved[1][i] += inverse[i][j] * arrival[1][j];
            }
            gain += arrival[0][i] * solved[0][i] + arrival[1][i] * solved[1][i];
        }
        for (int c = 0; c < channels; c++) {
            re[at(d, bin) + c] = (float) (solved[0][c] / gain);
            im[at(d, bin) + c] = (float) (solved[1][c] / gain);
        }
    }

    private int at(int direction, int bin) {
        return (direction * ArraySpectrum.BINS + bin) * channels;
    }

    /** Real parts of the weights of {@code direction}, {@code [BINS][channels]} row by row; {@code share} is added to {@code sum}. */
    void addTo(int direction, float share, float[] sumRe, float[] sumIm) {
        int from = at(direction, 0);
        for (int i = 0; i < sumRe.length; i++) {
            sumRe[i] += share * re[from + i];
            sumIm[i] += share * im[from + i];
        }
    }

    /** Inverse of a symmetric positive matrix, by Gauss and Jordan. */
    private static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][2 * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, a[i], 0, n);
            a[i][n + i] = 1;
        }
        for (int i = 0; i < n; i++) {
            double pivot = a[i][i];
            for (int k = 0; k < 2 * n; k++) {
                a[i][k] /= pivot;
            }
            for (int j = 0; j < n; j++) {
                double factor = j == i ? 0 : a[j][i];
                for (int k = 0; factor != 0 && k < 2 * n; k++) {
                    a[j][k] -= factor * a[i][k];
                }
            }
        }
        double[][] inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(a[i], n, inverse[i], 0, n);
        }
        return inverse;
    }
}
