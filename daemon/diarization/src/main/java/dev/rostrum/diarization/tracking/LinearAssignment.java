package dev.rostrum.diarization.tracking;

import java.util.Arrays;

/**
 * Optimal one-to-one matching of rows to columns. The matrix may be rectangular: then only as many rows are matched as
 * there are columns, or the other way round. Deterministic; where many matchings are equally good, rows are taken in
 * their order and each takes the lowest column that it can have without a longer way round, so a matrix of equal
 * costs gives the identity.
 */
public final class LinearAssignment {
    /*
     * Shortest augmenting paths with potentials (Jonker and Volgenant, Computing 38, 1987), O(rows^2 * columns).
     * Rows and columns count from 1 inside; column 0 is the row that is being placed.
     */
    private final double[][] cost;
    private final int rows;
    private final int columns;
    private final double[] rowPotential;
    private final double[] columnPotential;
    private final int[] rowOfColumn;
    private final int[] previousColumn;

    private LinearAssignment(double[][] cost, int rows, int columns) {
        this.cost = cost;
        this.rows = rows;
        this.columns = columns;
        rowPotential = new double[rows + 1];
        columnPotential = new double[columns + 1];
        rowOfColumn = new int[columns + 1];
        previousColumn = new int[columns + 1];
    }

    /**
     * The matching of least total cost.
     *
     * @param cost [rows][columns], finite; not changed. Give a pair that must not be a cost far above all others, and
     *     drop it from the result
     * @return [rows] the column of each row, -1 for a row left over
     * @throws IllegalArgumentException rows of different length, or a cost that is not finite
     */
    public static int[] minimise(double[][] cost) {
        int rows = cost.length;
        int columns = rows == 0 ? 0 : cost[0].length;
        check(cost, columns);
        if (rows <= columns) {
            return new LinearAssignment(cost, rows, columns).solve();
        }
        int[] rowOfColumn = new LinearAssignment(transposed(cost, columns), columns, rows).solve();
        int[] columnOfRow = new int[rows];
        Arrays.fill(columnOfRow, -1);
        for (int column = 0; column < columns; column++) {
            columnOfRow[rowOfColumn[column]] = column;
        }
        return columnOfRow;
    }

    /** The matching of greatest total gain; otherwise as {@link #minimise}. */
    public static int[] maximise(double[][] gain) {
        double[][] cost = new double[gain.length][];
        for (int row = 0; row < gain.length; row++) {
            cost[row] = new double[gain[row].length];
            for (int column = 0; column < gain[row].length; column++) {
                cost[row][column] = -gain[row][column];
            }
        }
        return minimise(cost);
    }

    private int[] solve() {
        for (int row = 1; row <= rows; row++) {
            augment(place(row));
        }
        int[] columnOfRow = new int[rows];
        for (int column = 1; column <= columns; column++) {
            if (rowOfColumn[column] > 0) {
                columnOfRow[rowOfColumn[column] - 1] = column - 1;
            }
        }
        return columnOfRow;
    }

    /** Grows a tree of cheapest alternating paths from the row until it meets a free column, which it returns. */
    private int place(int newRow) {
        double[] slack = new double[columns + 1];
        Arrays.fill(slack, Double.POSITIVE_INFINITY);
        boolean[] inTree = new boolean[columns + 1];
        rowOfColumn[0] = newRow;
        int column = 0;
        do {
            inTree[column] = true;
            int nearest = relax(column, slack, inTree);
            shift(slack[nearest], slack, inTree);
            column = nearest;
        } while (rowOfColumn[column] != 0);
        return column;
    }

    private int relax(int fromColumn, double[] slack, boolean[] inTree) {
        int row = rowOfColumn[fromColumn];
        int nearest = -1;
        for (int column = 1; column <= columns; column++) {
            if (inTree[column]) {
                continue;
            }
            double reduced = cost[row - 1][column - 1] - rowPotential[row] - columnPotential[column];
            if (reduced < slack[column]) {
                slack[column] = reduced;
                previousColumn[column] = fromColumn;
            }
            if (nearest < 0 || slack[column] < slack[nearest]) {
                nearest = column;
            }
        }
        return nearest;
    }

    private void shift(double delta, double[] slack, boolean[] inTree) {
        for (int column = 0; column <= columns; column++) {
            if (inTree[column]) {
                rowPotential[rowOfColumn[column]] += delta;
                columnPotential[column] -= delta;
            } else {
                slack[column] -= delta;
            }
        }
    }

    private void augment(int freeColumn) {
        int column = freeColumn;
        while (column != 0) {
            int previous = previousColumn[column];
            rowOfColumn[column] = rowOfColumn[previous];
            column = previous;
        }
    }

    private static double[][] transposed(double[][] cost, int columns) {
        double[][] turned = new double[columns][cost.length];
        for (int row = 0; row < cost.length; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column][row] = cost[row][column];
            }
        }
        return turned;
    }

    private static void check(double[][] cost, int columns) {
        for (int row = 0; row < cost.length; row++) {
            if (cost[row].length != columns) {
                throw new IllegalArgumentException(
                        "row=" + row + " has columns=" + cost[row].length + ", row=0 has " + columns);
            }
            for (int column = 0; column < columns; column++) {
                if (!Double.isFinite(cost[row][column])) {
                    throw new IllegalArgumentException("cost[" + row + "][" + column + "]=" + cost[row][column]);
                }
            }
        }
    }
}
