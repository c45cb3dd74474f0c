package dev.rostrum.service.replay;

import dev.rostrum.diarization.frontend.SoundBlock;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How alike the channels of some sound are: whether their levels rise and fall together. Microphones in one room do so
 * almost as one, whatever the delays between them; a channel for each speaker does not. One thread.
 */
final class ChannelLikeness {
    private final double[] sums;
    private final double[][] products;
    private long blocks;

    ChannelLikeness(int channels) {
        sums = new double[channels];
        products = new double[channels][channels];
    }

    /** Takes the level of every channel over one block. */
    void accept(SoundBlock block) {
        double[] levels = IntStream.range(0, sums.length)
                .mapToDouble(channel -> level(block.channel(channel), block.frames()))
                .toArray();
        for (int a = 0; a < levels.length; a++) {
            sums[a] += levels[a];
            for (int b = 0; b <= a; b++) {
                products[a][b] += levels[a] * levels[b];
            }
        }
        blocks++;
    }

    private static double level(float[] samples, int frames) {
        double energy = 0;
        for (int i = 0; i < frames; i++) {
            energy += samples[i] * samples[i];
        }
        return Math.sqrt(energy / frames);
    }

    /** The correlation of the levels of channel {@code a} and an earlier one, -1 to 1; NaN where one never changes. */
    private double correlation(int a, int b) {
        double common = products[a][b] - sums[a] * sums[b] / blocks;
        double spread = Math.sqrt(Math.max(0, products[a][a] - sums[a] * sums[a] / blocks)
                * Math.max(0, products[b][b] - sums[b] * sums[b] / blocks));
        return spread == 0 ? Double.NaN : Math.clamp(common / spread, -1, 1);
    }

    /** In words. */
    String sentence() {
        String silent = String.join(
                " and ",
                IntStream.range(0, sums.length)
                        .filter(channel -> sums[channel] == 0)
                        .mapToObj(Integer::toString)
                        .toList());
        if (!silent.isEmpty()) {
            return "of which " + silent + (silent.contains(" ") ? " are silent" : " is silent");
        }
        double[] all = IntStream.range(0, sums.length)
                .boxed()
                .flatMapToDouble(a -> IntStream.range(0, a).mapToDouble(b -> correlation(a, b)))
                .sorted()
                .toArray();
        String least = text(all[0]);
        return "whose levels go together by " + (all.length == 1 ? least : least + " to " + text(all[all.length - 1]));
    }

    private static String text(double correlation) {
        return Double.isNaN(correlation) ? "nothing" : String.format(Locale.ROOT, "%.0f %%", 100 * correlation);
    }
}
