package dev.rostrum.diarization.frontend.array;

import dev.rostrum.diarization.frontend.DirectionFrame;
import dev.rostrum.model.kernel.RealFft;
import java.util.Arrays;

/**
 * One stream out of all channels: their mean and a beam towards the direction from which most speech comes now, which
 * glides from one to the next. While nobody is heard it stays where it was. Allocates nothing in steady state. One thread.
 */
final class BeamformerOutput {
    /**
     * How the beam is made.
     *
     * @param load see {@link BeamformerWeights}
     * @param beamShare share of the beam; the rest is the mean of all channels, in which a second speaker stays audible
     * @param glide share of the way to the newest beam in a hop
     */
    record Settings(double load, float beamShare, float glide) {
        static Settings defaults() {
            return new Settings(0.1, 0.5f, 0.3f);
        }
    }

    private final Settings settings;
    private final ArrayGeometry geometry;
    private final int sampleRate;
    private final int channels;
    private final float[] window = ArraySpectrum.window();
    private final float[] re;
    private final float[] im;
    private final float[] mean;
    private final float[] aimRe;
    private final float[] aimIm;
    private final float[] beamRe = new float[ArraySpectrum.BINS];
    private final float[] beamIm = new float[ArraySpectrum.BINS];
    private final float[] wave = new float[ArraySpectrum.SIZE];
    private final RealFft fft = new RealFft(ArraySpectrum.SIZE);
    private final float[] sum = new float[ArraySpectrum.SIZE];
    private BeamformerWeights table;

    BeamformerOutput(ArrayGeometry geometry, int sampleRate, Settings settings) {
        this.settings = settings;
        this.geometry = geometry;
        this.sampleRate = sampleRate;
        this.channels = geometry.size();
        boolean[] live = new boolean[channels];
        Arrays.fill(live, true);
        this.table = new BeamformerWeights(geometry, sampleRate, live, settings.load());
        this.re = new float[ArraySpectrum.BINS * channels];
        this.im = new float[re.length];
        this.mean = new float[channels];
        this.aimRe = new float[re.length];
        this.aimIm = new float[re.length];
        aimAll(live);
        System.arraycopy(aimRe, 0, re, 0, re.length);
    }

    /** Some channels died or came back: the beam glides to one without the dead ones. Allocates. */
    void use(boolean[] live, DirectionFrame directions) {
        table = new BeamformerWeights(geometry, sampleRate, live.clone(), settings.load());
        aimAll(live);
        aimAt(directions);
    }

    /** Glides back to the mean of all channels. */
    void aimAtNobody() {
        for (int i = 0; i < aimRe.length; i++) {
            aimRe[i] = mean[i % channels];
            aimIm[i] = 0;
        }
    }

    /**
     * Glides to the first live microphone alone: between microphones that are elsewhere than said, the mean takes away
     * high frequencies of some directions, and a beam of all.
     */
    void aimAtOne() {
        int first = 0;
        while (first < channels - 1 && mean[first] == 0) {
            first++;
        }
        for (int i = 0; i < aimRe.length; i++) {
            aimRe[i] = i % channels == first ? 1 : 0;
            aimIm[i] = 0;
        }
    }

    /** Before anybody spoke: the mean of all. */
    private void aimAll(boolean[] live) {
        int alive = 0;
        for (boolean one : live) {
            alive += one ? 1 : 0;
        }
        for (int c = 0; c < channels; c++) {
            mean[c] = live[c] ? 1f / Math.max(1, alive) : 0;
        }
        aimAtNobody();
    }

    /** Aims at the strongest of {@code directions}; at none, the beam stays. */
    void aimAt(DirectionFrame directions) {
        if (directions.count() == 0) {
            return;
        }
        for (int i = 0; i < aimRe.length; i++) {
            aimRe[i] = (1 - settings.beamShare()) * mean[i % channels];
            aimIm[i] = 0;
        }
        int direction = Math.round(directions.azimuthDegrees(0) * SteeredPower.DIRECTIONS / 360f);
        table.addTo(direction % SteeredPower.DIRECTIONS, settings.beamShare(), aimRe, aimIm);
    }

    /** Puts the newest spectrum through the beam; {@link #done} then holds the hop that is complete. */
    void add(ArraySpectrum spectrum) {
        for (int i = 0; i < re.length; i++) {
            re[i] += settings.glide() * (aimRe[i] - re[i]);
            im[i] += settings.glide() * (aimIm[i] - im[i]);
        }
        Arrays.fill(beamRe, 0);
        Arrays.fill(beamIm, 0);
        for (int c = 0; c < channels; c++) {
            addChannel(spectrum.re(c), spectrum.im(c), c);
        }
        fft.inverse(beamRe, beamIm, wave);
        int kept = ArraySpectrum.SIZE - ArraySpectrum.HOP;
        System.arraycopy(sum, ArraySpectrum.HOP, sum, 0, kept);
        Arrays.fill(sum, kept, ArraySpectrum.SIZE, 0);
        for (int i = 0; i < ArraySpectrum.SIZE; i++) {
            sum[i] += window[i] * wave[i];
        }
    }

    /** The sum over channels of the conjugate weight times the spectrum. */
    private void addChannel(float[] x, float[] y, int c) {
        for (int k = 0; k < ArraySpectrum.BINS; k++) {
            float a = re[k * channels + c];
            float b = im[k * channels + c];
            beamRe[k] += a * x[k] + b * y[k];
            beamIm[k] += a * y[k] - b * x[k];
        }
    }

    /** The newest {@link ArraySpectrum#HOP} complete samples, from index 0 on. LENT until the next {@link #add}. */
    float[] done() {
        return sum;
    }

    /** Forgets the sound so far, not the beam. */
    void restart() {
        Arrays.fill(sum, 0);
    }
}
