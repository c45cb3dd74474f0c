package dev.rostrum.drivers.audio;

/**
 * Finds a buffer that the sound system plays over and over: real microphones never repeat themselves to the last bit.
 * Keeps the last two seconds of one channel and, every half second, looks for its newest stretch further back. A
 * constant signal is no repetition but a dead channel or a muted one, and steady tones come from a test generator. Plain and deterministic; one thread.
 */
public final class StuckCheck {
    private static final int NEEDLE = 256;
    private static final int ORDER = 24;
    private static final double TONAL_RESIDUE = 3e-5;

    private final float[] ring;
    private final int half;
    private long written;
    private long nextLook;
    private int repeats;

    public StuckCheck(int sampleRate) {
        ring = new float[2 * sampleRate];
        half = sampleRate / 2;
        nextLook = ring.length;
    }

    /**
     * Takes note of some samples.
     *
     * @param samples LENT, valid up to {@code frames}
     * @return true when the last second was nothing but sound from before
     */
    public boolean observe(float[] samples, int frames) {
        for (int i = 0; i < frames; i++) {
            ring[(int) (written++ % ring.length)] = samples[i];
        }
        if (written < nextLook) {
            return false;
        }
        nextLook = written + half;
        repeats = repeatsItself() ? repeats + 1 : 0;
        return repeats >= 2;
    }

    private boolean repeatsItself() {
        if (constant()) {
            return false;
        }
        for (int lag = NEEDLE; lag <= ring.length - half; lag++) {
            if (same(NEEDLE, lag) && same(half, lag)) {
                return !tonal();
            }
        }
        return false;
    }

    /**
     * Whether a few steady tones explain the sound, as from a test generator, which may repeat itself: the residue of
     * linear prediction (Levinson-Durbin recursion on the Hann-windowed autocorrelation) is 45 dB below the sound.
     */
    private boolean tonal() {
        double[] r = new double[ORDER + 1];
        for (int lag = 0; lag <= ORDER; lag++) {
            for (int back = 1; back <= half - lag; back++) {
                r[lag] += windowed(back) * windowed(back + lag);
            }
        }
        double[] a = new double[ORDER + 1];
        double error = r[0];
        for (int i = 1; i <= ORDER && error > r[0] * TONAL_RESIDUE; i++) {
            double sum = r[i];
            for (int j = 1; j < i; j++) {
                sum -= a[j] * r[i - j];
            }
            double k = sum / error;
            double[] before = a.clone();
            a[i] = k;
            for (int j = 1; j < i; j++) {
                a[j] = before[j] - k * before[i - j];
            }
            error *= 1 - k * k;
        }
        return error <= r[0] * TONAL_RESIDUE;
    }

    private double windowed(int back) {
        return at(back) * (0.5 - 0.5 * Math.cos(2 * Math.PI * (back - 0.5) / half));
    }

    private boolean constant() {
        for (int back = 2; back <= NEEDLE; back++) {
            if (at(back) != at(1)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the newest {@code count} samples are also those from {@code lag} samples earlier. */
    private boolean same(int count, int lag) {
        for (int back = 1; back <= count; back++) {
            if (at(back) != at(back + lag)) {
                return false;
            }
        }
        return true;
    }

    private float at(int back) {
        return ring[(int) ((written - back) % ring.length)];
    }
}
