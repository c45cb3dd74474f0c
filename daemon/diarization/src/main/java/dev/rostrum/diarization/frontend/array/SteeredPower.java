package dev.rostrum.diarization.frontend.array;

import java.util.Arrays;
import java.util.List;

/**
 * From how strongly each direction sound comes now: steered response power with phase transform (DiBiase, "A
 * high-accuracy, low-latency technique for speaker localization", Brown University 2000). The phases of each pair of
 * channels, weighted by how far a frequency stands above its noise, are averaged over time, turned into a correlation
 * over the few lags that the array allows, and summed along the delays of each direction, at several elevations of
 * which the best counts. Allocates nothing once made. One thread.
 */
final class SteeredPower {
    /** Directions looked at, evenly around. */
    static final int DIRECTIONS = 72;

    private static final int LAGS_PER_SAMPLE = 8;
    /** Lags beyond what the geometry allows, where a wrong one shows. */
    private static final double SPARE_SAMPLES = 1.5;

    /**
     * What is looked at.
     *
     * @param lowHz lower end of the band
     * @param highHz its upper end
     * @param follow share of the newest spectrum in the average over time
     * @param noiseFactor a frequency of this many times its noise floor begins to count
     * @param noiseRise factor by which a noise floor may rise in a hop
     * @param elevationsDegrees elevations tried; of a straight array, which cannot tell them from azimuths, the first
     */
    record Settings(
            double lowHz,
            double highHz,
            float follow,
            float noiseFactor,
            float noiseRise,
            List<Double> elevationsDegrees) {
        static Settings defaults() {
            return new Settings(500, 7000, 0.2f, 3f, 1.002f, List.of(0.0, 25.0, 50.0));
        }
    }

    private final Settings settings;
    private final List<Double> elevations;
    private final int channels;
    private final int firstBin;
    private final int bins;
    private final int lags;
    private final float[][] cos;
    private final float[][] sin;
    private final SteeringTable steering;
    private final float[][] crossRe;
    private final float[][] crossIm;
    private final boolean[] live;
    private final PhaseTransformWeights weights;
    private final float[] even;
    private final float[] odd;
    private final float[] correlation;
    private final float[] views;
    private final float[] best = new float[DIRECTIONS];
    private float agreement;

    SteeredPower(ArrayGeometry geometry, int sampleRate, Settings settings) {
        this.settings = settings;
        this.elevations = settings.elevationsDegrees()
                .subList(
                        0,
                        geometry.straight() ? 1 : settings.elevationsDegrees().size());
        this.channels = geometry.size();
        double binHz = (double) sampleRate / ArraySpectrum.SIZE;
        this.firstBin = (int) Math.ceil(settings.lowHz() / binHz);
        this.bins = (int) Math.floor(settings.highHz() / binHz) - firstBin + 1;
        double maxLag = geometry.apertureMetres() / ArrayGeometry.SPEED_OF_SOUND * sampleRate;
        this.lags = (int) Math.ceil((maxLag + SPARE_SAMPLES) * LAGS_PER_SAMPLE) + 2;
        this.cos = new float[bins][lags];
        this.sin = new float[bins][lags];
        for (int b = 0; b < bins; b++) {
            for (int l = 0; l < lags; l++) {
                double angle = 2 * Math.PI * (firstBin + b) * l / (double) (ArraySpectrum.SIZE * LAGS_PER_SAMPLE);
                cos[b][l] = (float) Math.cos(angle);
                sin[b][l] = (float) Math.sin(angle);
            }
        }
        int pairs = channels * (channels - 1) / 2;
        int viewCount = elevations.size() * DIRECTIONS;
        this.views = new float[viewCount];
        this.crossRe = new float[pairs][bins];
        this.crossIm = new float[pairs][bins];
        this.live = new boolean[channels];
        Arrays.fill(live, true);
        this.weights = new PhaseTransformWeights(channels, firstBin, bins, settings);
        this.even = new float[lags];
        this.odd = new float[lags];
        this.correlation = new float[2 * lags - 1];
        this.steering = new SteeringTable(geometry, (double) sampleRate * LAGS_PER_SAMPLE, lags - 1, elevations);
    }

    /** Leaves a channel out, or takes it back in. */
    void use(int channel, boolean alive) {
        live[channel] = alive;
    }

    /** Takes the newest spectrum. */
    void add(ArraySpectrum spectrum) {
        weights.weigh(spectrum, live);
        int pair = 0;
        for (int i = 0; i < channels; i++) {
            for (int j = i + 1; j < channels; j++, pair++) {
                if (live[i] && live[j]) {
                    follow(spectrum, i, j, pair);
                }
            }
        }
    }

    private void follow(ArraySpectrum spectrum, int i, int j, int pair) {
        float[] aRe = spectrum.re(i);
        float[] aIm = spectrum.im(i);
        float[] bRe = spectrum.re(j);
        float[] bIm = spectrum.im(j);
        float[] re = crossRe[pair];
        float[] im = crossIm[pair];
        for (int b = 0; b < bins; b++) {
            int k = firstBin + b;
            float scale = weights.weight(b) * weights.inverse(i, b) * weights.inverse(j, b);
            float x = (aRe[k] * bRe[k] + aIm[k] * bIm[k]) * scale;
            float y = (aIm[k] * bRe[k] - aRe[k] * bIm[k]) * scale;
            re[b] += settings.follow() * (x - re[b]);
            im[b] += settings.follow() * (y - im[b]);
        }
    }

    /**
     * Response power of each direction, the mean over the pairs: 1 where all phases of all frequencies agree with it,
     * about 0 where nothing comes from. LENT until the next call, {@code [DIRECTIONS]}.
     */
    float[] look() {
        Arrays.fill(best, Float.NEGATIVE_INFINITY);
        int pairsLive = correlateAll();
        for (int d = 0; d < DIRECTIONS; d++) {
            best[d] = pairsLive == 0 ? 0 : best[d] / pairsLive / bins;
        }
        return best;
    }

    /** Mean over the pairs of each pair's best correlation in the last look, whatever direction that may be: 0 to 1. */
    float agreement() {
        return agreement;
    }

    private int correlateAll() {
        Arrays.fill(views, 0);
        float peaks = 0;
        int pairsLive = 0;
        int pair = 0;
        for (int i = 0; i < channels; i++) {
            for (int j = i + 1; j < channels; j++, pair++) {
                if (live[i] && live[j]) {
                    correlate(pair);
                    peaks += highest(correlation);
                    steering.add(pair, correlation, views);
                    pairsLive++;
                }
            }
        }
        agreement = pairsLive == 0 ? 0 : peaks / pairsLive / bins;
        for (int e = 0; e < elevations.size(); e++) {
            for (int d = 0; d < DIRECTIONS; d++) {
                best[d] = Math.max(best[d], views[e * DIRECTIONS + d]);
            }
        }
        return pairsLive;
    }

    private void correlate(int pair) {
        Arrays.fill(even, 0);
        Arrays.fill(odd, 0);
        for (int b = 0; b < bins; b++) {
            float x = crossRe[pair][b];
            float y = crossIm[pair][b];
            float[] c = cos[b];
            float[] s = sin[b];
            for (int l = 0; l < lags; l++) {
                even[l] += x * c[l];
                odd[l] += y * s[l];
            }
        }
        correlation[lags - 1] = even[0];
        for (int l = 1; l < lags; l++) {
            correlation[lags - 1 + l] = even[l] + odd[l];
            correlation[lags - 1 - l] = even[l] - odd[l];
        }
    }

    private static float highest(float[] values) {
        float highest = values[0];
        for (float value : values) {
            highest = Math.max(highest, value);
        }
        return highest;
    }

    /** Forgets the sound so far, not the noise. */
    void restart() {
        for (int p = 0; p < crossRe.length; p++) {
            Arrays.fill(crossRe[p], 0);
            Arrays.fill(crossIm[p], 0);
        }
    }
}
