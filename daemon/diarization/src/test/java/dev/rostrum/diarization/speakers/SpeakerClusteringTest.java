package dev.rostrum.diarization.speakers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SpeakerClusteringTest {
    private static final int SIZE = 40;
    private static final SpeakerModel MODEL = SpeakerModel.flat(SIZE, 0.05);
    private static final int ALL = Integer.MAX_VALUE;

    /** Items of speakers drawn from the model itself, each speaker with as many, in turns. */
    private static List<SpeakerStatistics> drawn(int speakers, int each, Random random) {
        double[][] means = new double[speakers][SIZE];
        for (double[] mean : means) {
            Arrays.setAll(mean, d -> Math.sqrt(MODEL.speaker()[d]) * random.nextGaussian());
        }
        List<SpeakerStatistics> items = new ArrayList<>();
        for (int i = 0; i < speakers * each; i++) {
            double[] mean = means[i % speakers];
            double[] heard = new double[SIZE];
            Arrays.setAll(heard, d -> mean[d] + random.nextGaussian());
            items.add(new SpeakerStatistics(1, 0, heard));
        }
        return items;
    }

    @Property(tries = 40)
    void shouldFindTheSpeakersThatTheModelItselfMakes(
            @ForAll @IntRange(min = 1, max = 6) int speakers,
            @ForAll @IntRange(min = 3, max = 12) int each,
            @ForAll long seed) {
        int[] found = new SpeakerClustering(MODEL, drawn(speakers, each, new Random(seed))).joined(1, ALL);

        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).as("item %d", i).isEqualTo(i % speakers);
        }
    }

    @Test
    void shouldStopAtTheFewestAndGoOnToTheMost() {
        List<SpeakerStatistics> items = drawn(4, 5, new Random(1));

        assertThat(count(items, 6, ALL)).isEqualTo(6);
        assertThat(count(items, 1, 2)).isEqualTo(2);
    }

    private static long count(List<SpeakerStatistics> items, int atLeast, int atMost) {
        int[] found = new SpeakerClustering(MODEL, items).joined(atLeast, atMost);
        return Arrays.stream(found).distinct().count();
    }
}
