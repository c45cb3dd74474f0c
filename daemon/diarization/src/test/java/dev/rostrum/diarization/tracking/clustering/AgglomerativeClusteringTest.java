package dev.rostrum.diarization.tracking.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.tracking.embedding.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AgglomerativeClusteringTest {
    @Property(tries = 150)
    void shouldAgreeWithTheDefinition(
            @ForAll @IntRange(min = 1, max = 24) int count,
            @ForAll @DoubleRange(min = 0.1, max = 1.4) double cut,
            @ForAll long seed) {
        double[][] units = random(count, 4, new Random(seed));
        double[] margin = {Double.MAX_VALUE};

        int[] expected = byDefinition(units, cut, margin);

        Assume.that(margin[0] > 1e-5); // distances are kept as floats
        assertThat(AgglomerativeClustering.cluster(units, cut)).containsExactly(expected);
    }

    @Test
    void shouldClusterNothing() {
        assertThat(AgglomerativeClustering.cluster(new double[0][], 0.5)).isEmpty();
    }

    @Test
    void shouldNumberClustersByTheirFirstMember() {
        double[][] units = {{0, 1}, {1, 0}, {0, 1}, {1, 0}};

        assertThat(AgglomerativeClustering.cluster(units, 0.5)).containsExactly(0, 1, 0, 1);
    }

    @Test
    void shouldLeaveApartWhatIsFartherThanTheCut() {
        double[][] units = {{1, 0}, {0.6, 0.8}};

        assertThat(AgglomerativeClustering.cluster(units, 0.39)).containsExactly(0, 1);
        assertThat(AgglomerativeClustering.cluster(units, 0.41)).containsExactly(0, 0);
    }

    @Property(tries = 100)
    void shouldCutTheSameTreeWhereSoManyAreLeft(
            @ForAll @IntRange(min = 2, max = 24) int count,
            @ForAll @DoubleRange(min = 0.1, max = 1.4) double cut,
            @ForAll long seed) {
        double[][] units = random(count, 4, new Random(seed));
        int[] expected = AgglomerativeClustering.cluster(units, cut);
        int left = 1 + Arrays.stream(expected).max().orElseThrow();

        assertThat(AgglomerativeClustering.parted(units, left)).containsExactly(expected);
    }

    @Test
    void shouldLeaveEveryVectorByItselfWhereMoreAreAskedFor() {
        assertThat(AgglomerativeClustering.parted(new double[][] {{1, 0}, {1, 0}}, 3))
                .containsExactly(0, 1);
    }

    /** Joins the two clusters of least mean distance between members until none is within the cut. */
    private static int[] byDefinition(double[][] units, double cut, double[] margin) {
        List<List<Integer>> clusters = new ArrayList<>();
        for (int i = 0; i < units.length; i++) {
            clusters.add(new ArrayList<>(List.of(i)));
        }
        while (clusters.size() > 1) {
            int[] closest = {0, 1};
            double least = Double.MAX_VALUE;
            for (int a = 0; a < clusters.size(); a++) {
                for (int b = a + 1; b < clusters.size(); b++) {
                    double distance = between(units, clusters.get(a), clusters.get(b));
                    if (distance < least) {
                        least = distance;
                        closest = new int[] {a, b};
                    }
                }
            }
            margin[0] = Math.min(margin[0], Math.abs(least - cut));
            if (least > cut) {
                break;
            }
            clusters.get(closest[0]).addAll(clusters.remove(closest[1]));
        }
        int[] labels = new int[units.length];
        clusters.sort((a, b) -> Integer.compare(
                a.stream().min(Integer::compare).orElseThrow(),
                b.stream().min(Integer::compare).orElseThrow()));
        for (int c = 0; c < clusters.size(); c++) {
            for (int member : clusters.get(c)) {
                labels[member] = c;
            }
        }
        return labels;
    }

    private static double between(double[][] units, List<Integer> a, List<Integer> b) {
        double sum = 0;
        for (int i : a) {
            for (int j : b) {
                double dot = 0;
                for (int d = 0; d < units[i].length; d++) {
                    dot += units[i][d] * units[j][d];
                }
                sum += 1 - dot;
            }
        }
        return sum / a.size() / b.size();
    }

    private static double[][] random(int count, int size, Random random) {
        double[][] units = new double[count][];
        Arrays.setAll(units, i -> Vectors.normalise(random.doubles(size, -1, 1).toArray()));
        return units;
    }
}
