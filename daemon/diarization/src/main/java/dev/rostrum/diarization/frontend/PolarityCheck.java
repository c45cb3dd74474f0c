package dev.rostrum.diarization.frontend;

/**
 * Finds microphones wired the wrong way round: below 300 Hz the wave is much longer than an array is wide, so all
 * microphones move together, and one that moves against most others is inverted. Meaningless for microphones spread
 * over a room. One thread.
 */
final class PolarityCheck {
    private static final double LOW_HZ = 300;
    private static final double RUMBLE_HZ = 70;
    private static final double KEEP = 0.98;
    private static final double AGAINST = -0.5;
    private static final int ENOUGH_TICKS = 20;

    private final int channels;
    private final double lowPass;
    private final double highPass;
    private final double[] low;
    private final double[] slow;
    private final double[] band;
    private final double[] tick;
    private final double[] products;
    private int ticks;

    PolarityCheck(int channels, int sampleRate) {
        this.channels = channels;
        lowPass = 1 - Math.exp(-2 * Math.PI * LOW_HZ / sampleRate);
        highPass = 1 - Math.exp(-2 * Math.PI * RUMBLE_HZ / sampleRate);
        low = new double[2 * channels];
        slow = new double[channels];
        band = new double[channels];
        tick = new double[channels * channels];
        products = new double[channels * channels];
    }

    /** Takes some frames of a block, LENT. */
    void add(SoundBlock block, int from, int to) {
        for (int i = from; i < to; i++) {
            for (int c = 0; c < channels; c++) {
                low[2 * c] += lowPass * (block.channel(c)[i] - low[2 * c]);
                low[2 * c + 1] += lowPass * (low[2 * c] - low[2 * c + 1]);
                slow[c] += highPass * (low[2 * c + 1] - slow[c]);
                band[c] = low[2 * c + 1] - slow[c];
            }
            for (int a = 0; a < channels; a++) {
                for (int b = a; b < channels; b++) {
                    tick[a * channels + b] += band[a] * band[b];
                }
            }
        }
    }

    /** Ends a tick. Only ticks with speech count: noise of the microphones themselves has no common movement. */
    void endTick(boolean speech) {
        for (int i = 0; i < products.length; i++) {
            products[i] = speech ? KEEP * products[i] + tick[i] : products[i];
            tick[i] = 0;
        }
        ticks += speech ? 1 : 0;
    }

    /** Whether the channel moves against more than half of the other live ones. */
    boolean inverted(int channel, boolean[] dead) {
        if (ticks < ENOUGH_TICKS || dead[channel]) {
            return false;
        }
        int others = 0;
        int against = 0;
        for (int other = 0; other < channels; other++) {
            if (other != channel && !dead[other]) {
                others++;
                against += correlation(channel, other) < AGAINST ? 1 : 0;
            }
        }
        /* of two, nobody can say which; the second is named */
        return others == 1 ? against == 1 && channel > 0 : 2 * against > others;
    }

    private double correlation(int a, int b) {
        double self = products[a * channels + a] * products[b * channels + b];
        return self == 0 ? 0 : products[Math.min(a, b) * channels + Math.max(a, b)] / Math.sqrt(self);
    }
}
