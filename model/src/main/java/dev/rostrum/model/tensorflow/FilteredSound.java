package dev.rostrum.model.tensorflow;

import dev.rostrum.model.segmentation.HeardSound;
import java.util.Arrays;

/**
 * The answers of a bank of filters to the newest window, of which those to samples that the window before held too are
 * kept. What is kept is told by the samples themselves, which are compared: another stream, a jump or a correction of
 * the past cannot bring up old answers. One caller at a time.
 *
 * <p>Answers are made in tiles that end at multiples of {@link #TILE_SAMPLES} of the stream, whatever the windows: so an
 * answer does not depend on when it was made, and the library sees few lengths.
 */
final class FilteredSound {
    private static final int TILE_SAMPLES = 8_000;

    /**
     * What the filters are.
     *
     * @param taps of each
     * @param stride samples between answers
     * @param filters how many
     */
    record Shape(int taps, int stride, int filters) {
        /** How many answers fit into so many samples. */
        int rows(int samples) {
            return samples < taps ? 0 : (samples - taps) / stride + 1;
        }
    }

    /** The filters' answers to {@code length} samples: {@code [rows][filters]}. */
    interface Filters {
        float[] of(float[] samples, int offset, int length);
    }

    private final Shape shape;
    private final Filters filters;
    private final float[] kept;
    private final float[] ring;
    private final int capacity;
    private long keptFirst;
    private int keptLength;
    private long rowsEnd;

    FilteredSound(Shape shape, int windowSamples, Filters filters) {
        this.shape = shape;
        this.filters = filters;
        kept = new float[windowSamples];
        capacity = shape.rows(windowSamples);
        ring = new float[capacity * shape.filters()];
    }

    /** Hears the next window, and makes the answers that are missing. */
    void hear(HeardSound sound) {
        long firstRow = Math.floorDiv(sound.firstSample(), shape.stride());
        rowsEnd = continues(sound) ? Math.max(rowsEnd, firstRow) : firstRow;
        keptFirst = sound.firstSample();
        keptLength = sound.length();
        System.arraycopy(sound.samples(), sound.offset(), kept, 0, keptLength);
        long end = firstRow + shape.rows(keptLength);
        while (rowsEnd < end) {
            makeTile(end);
        }
    }

    /** Whether all samples of both windows are the same, on one grid of rows, and the new one ends no earlier. */
    private boolean continues(HeardSound sound) {
        long shift = sound.firstSample() - keptFirst;
        if (shift < 0 || shift > keptLength || shift % shape.stride() != 0 || sound.length() < keptLength - shift) {
            return false;
        }
        int common = (int) (keptLength - shift);
        return Arrays.equals(kept, (int) shift, keptLength, sound.samples(), sound.offset(), sound.offset() + common);
    }

    private void makeTile(long end) {
        int phase = Math.floorMod(keptFirst, shape.stride());
        long from = rowsEnd * shape.stride() + phase;
        long tileEnd = (Math.floorDiv(from + shape.taps() - 1, TILE_SAMPLES) + 1L) * TILE_SAMPLES;
        int rows = (int) Math.min(end - rowsEnd, shape.rows((int) (tileEnd - from)));
        float[] made = filters.of(kept, (int) (from - keptFirst), (rows - 1) * shape.stride() + shape.taps());
        for (int row = 0; row < rows; row++) {
            System.arraycopy(made, row * shape.filters(), ring, slot(rowsEnd + row), shape.filters());
        }
        rowsEnd += rows;
    }

    /** How many answers of each filter the window has. */
    int rows() {
        return shape.rows(keptLength);
    }

    /** Copies the answers of all filters at row {@code row} of the window. */
    void copy(int row, float[] out, int at) {
        long absolute = Math.floorDiv(keptFirst, shape.stride()) + row;
        System.arraycopy(ring, slot(absolute), out, at, shape.filters());
    }

    private int slot(long row) {
        return Math.floorMod(row, capacity) * shape.filters();
    }
}
