package dev.rostrum.service.masks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** NumPy's file of one array, format 1.0: here little-endian floats of 32 bits, {@code [rows][columns]}. */
final class NpyFile {
    private static final int ALIGNMENT = 64;
    private static final int PREFIX = 10;

    private NpyFile() {}

    /** Gives a row. */
    @FunctionalInterface
    interface Rows {
        /** Row {@code row}, of as many numbers as there are columns. */
        float[] row(int row);
    }

    /** Writes a whole file. */
    static void write(Path file, int rows, int columns, Rows content) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(header(rows, columns));
            for (int row = 0; row < rows; row++) {
                bytes.clear();
                bytes.asFloatBuffer().put(content.row(row));
                out.write(bytes.array());
            }
        }
    }

    private static byte[] header(int rows, int columns) {
        String dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }";
        int length = (PREFIX + dictionary.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - PREFIX;
        byte[] text =
                (dictionary + " ".repeat(length - dictionary.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(PREFIX + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) length)
                .put(text)
                .array();
    }
}
