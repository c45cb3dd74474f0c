package dev.rostrum.diarization.frontend.array;

/**
 * Whether the configured geometry explains what is heard: the delays of the pairs, each found for itself, must meet in
 * some direction. Compares the best direction's response with what the pairs would reach if no geometry bound them.
 * Hears only frames in which somebody speaks. One thread.
 */
final class GeometryCheck {
    /**
     * When a geometry is in doubt.
     *
     * @param heard a frame whose pairs agree less says nothing
     * @param enoughSeconds of frames that say something, before anything is judged
     * @param followSeconds memory of the fit
     * @param fits least share of the pairs' agreement that the best direction explains where the geometry is right
     */
    record Settings(float heard, double enoughSeconds, double followSeconds, double fits) {
        static Settings defaults() {
            return new Settings(0.08f, 2, 6, 0.88);
        }
    }

    private final Settings settings;
    private final int enough;
    private final double step;
    private int frames;
    private double fit;

    GeometryCheck(int sampleRate, Settings settings) {
        this.settings = settings;
        double perSecond = (double) sampleRate / ArraySpectrum.HOP;
        this.enough = (int) Math.round(settings.enoughSeconds() * perSecond);
        this.step = 1 / (settings.followSeconds() * perSecond);
    }

    /**
     * Takes a frame.
     *
     * @param response of each direction
     * @param agreement mean over the pairs of each pair's best correlation
     */
    void add(float[] response, float agreement) {
        if (agreement < settings.heard()) {
            return;
        }
        float best = 0;
        for (float one : response) {
            best = Math.max(best, one);
        }
        frames = Math.min(frames + 1, 1 << 20);
        fit += Math.max(step, 1.0 / frames) * (best / agreement - fit);
    }

    /** Forgets what was heard. */
    void restart() {
        frames = 0;
        fit = 0;
    }

    /** Share of the pairs' agreement that the best direction explains; 1 where nothing was heard yet. */
    double fit() {
        return frames == 0 ? 1 : fit;
    }

    /** Whether enough was heard to judge by. */
    boolean judged() {
        return frames >= enough;
    }

    boolean inDoubt() {
        return judged() && fit < settings.fits();
    }
}
