package dev.rostrum.diarization.speakers;

import java.io.DataInputStream;
import java.io.IOException;

/** Rows of float32 numbers, big-endian, as {@code daemon/voices} writes what it learnt. */
public final class FloatRows {
    private FloatRows() {}

    /** Reads {@code count} rows of {@code length} numbers from where {@code in} stands. */
    public static double[][] read(DataInputStream in, int count, int length) throws IOException {
        double[][] rows = new double[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = read(in, length);
        }
        return rows;
    }

    /** Reads one row of {@code length} numbers from where {@code in} stands. */
    public static double[] read(DataInputStream in, int length) throws IOException {
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }
}
