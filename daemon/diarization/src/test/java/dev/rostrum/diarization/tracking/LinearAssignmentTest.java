package dev.rostrum.diarization.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LinearAssignmentTest {
    @Property(tries = 400)
    void shouldCostNoMoreThanAnyOtherMatching(
            @ForAll @IntRange(min = 1, max = 6) int rows,
            @ForAll @IntRange(min = 1, max = 6) int columns,
            @ForAll long seed) {
        double[][] cost = random(rows, columns, new Random(seed));

        int[] columnOfRow = LinearAssignment.minimise(cost);

        assertThat(Arrays.stream(columnOfRow).filter(c -> c >= 0).distinct().count())
                .isEqualTo(Math.min(rows, columns));
        assertThat(total(cost, columnOfRow)).isCloseTo(cheapest(cost, 0, 0), within(1e-9));
    }

    @Property(tries = 200)
    void shouldGainAsMuchAsTheNegativeCosts(@ForAll @IntRange(min = 1, max = 5) int rows, @ForAll long seed) {
        double[][] gain = random(rows, 4, new Random(seed));
        double[][] cost = new double[rows][4];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < 4; column++) {
                cost[row][column] = -gain[row][column];
            }
        }

        assertThat(total(gain, LinearAssignment.maximise(gain))).isCloseTo(-cheapest(cost, 0, 0), within(1e-9));
    }

    @Test
    void shouldGiveTheIdentityWhereAllCostsAreEqual() {
        assertThat(LinearAssignment.minimise(new double[3][3])).containsExactly(0, 1, 2);
        assertThat(LinearAssignment.minimise(new double[2][4])).containsExactly(0, 1);
        assertThat(LinearAssignment.minimise(new double[4][2])).containsExactly(0, 1, -1, -1);
    }

    @Test
    void shouldTakeEmptyMatrices() {
        assertThat(LinearAssignment.minimise(new double[0][0])).isEmpty();
        assertThat(LinearAssignment.minimise(new double[2][0])).containsExactly(-1, -1);
    }

    @Test
    void shouldSolveLargeMatricesOfEqualNumbersInTime() {
        double[][] cost = random(200, 200, new Random(7));

        int[] first = LinearAssignment.minimise(cost);

        assertThat(LinearAssignment.minimise(cost)).containsExactly(first);
    }

    @Test
    void shouldRefuseWhatIsNoMatrix() {
        assertThatThrownBy(() -> LinearAssignment.minimise(new double[][] {{1, 2}, {1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row=1");
        assertThatThrownBy(() -> LinearAssignment.minimise(new double[][] {{1, Double.NaN}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cost[0][1]=NaN");
    }

    /** Small whole numbers, so that ties are common. */
    private static double[][] random(int rows, int columns, Random random) {
        double[][] cost = new double[rows][columns];
        for (double[] row : cost) {
            Arrays.setAll(row, i -> random.nextInt(9) - 4);
        }
        return cost;
    }

    private static double total(double[][] cost, int[] columnOfRow) {
        double sum = 0;
        for (int row = 0; row < cost.length; row++) {
            sum += columnOfRow[row] < 0 ? 0 : cost[row][columnOfRow[row]];
        }
        return sum;
    }

    /** Every matching that leaves over as few rows as the shape forces. */
    private static double cheapest(double[][] cost, int row, int usedColumns) {
        if (row == cost.length) {
            return Integer.bitCount(usedColumns) == Math.min(cost.length, cost[0].length)
                    ? 0
                    : Double.POSITIVE_INFINITY;
        }
        double best = cheapest(cost, row + 1, usedColumns);
        for (int column = 0; column < cost[0].length; column++) {
            if ((usedColumns & 1 << column) == 0) {
                best = Math.min(best, cost[row][column] + cheapest(cost, row + 1, usedColumns | 1 << column));
            }
        }
        return best;
    }
}
