package dev.rostrum.model.bundle;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.WeightFacts.TensorFacts;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Named tensors of one safetensors file, handed out as float32 whatever they are stored as. The whole file is in
 * memory until the object is dropped; nothing dequantized is kept.
 *
 * <p>Format: 8 bytes little-endian length of a JSON header, the header (name to dtype, shape, data_offsets), the data.
 * An int8 tensor {@code X} has its scales, one for each channel of the last axis, in {@code X.quant}.
 */
public final class WeightFile {
    private static final String SCALE = ".quant";

    private final String where;
    private final ByteBuffer data;
    private final Map<String, Entry> entries;

    private record Entry(TensorFacts facts, int from, int to) {}

    private WeightFile(String where, ByteBuffer data, Map<String, Entry> entries) {
        this.where = where;
        this.data = data;
        this.entries = entries;
    }

    /** The bytes as they are, if they are what the manifest says. */
    static byte[] checked(String where, byte[] bytes, FileFacts expected) {
        require(where, "length in bytes", expected.bytes(), (long) bytes.length);
        require(where, "SHA-256", expected.sha256(), sha256(bytes));
        return bytes;
    }

    static WeightFile open(String where, byte[] bytes, WeightFacts expected) {
        checked(where, bytes, new FileFacts(expected.file(), expected.bytes(), expected.sha256()));
        ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long headerBytes = bytes.length < 8 ? -1 : all.getLong(0);
        if (headerBytes < 2 || headerBytes > bytes.length - 8) {
            throw new ModelException(where + ": header length is " + headerBytes + " in a file of " + bytes.length
                    + " bytes: not a safetensors file");
        }
        byte[] header = new byte[(int) headerBytes];
        all.get(8, header);
        int start = 8 + header.length;
        ByteBuffer data = all.slice(start, bytes.length - start).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Entry> entries = entries(where, JsonTree.parse(where, header), data.capacity());
        expected.tensors().forEach((name, facts) -> {
            Entry found = entries.get(name);
            require(where, name, facts, found == null ? "nothing" : found.facts());
            if (facts.dtype().equals("I8")) {
                TensorFacts scale = new TensorFacts("F32", List.of(facts.shape().getLast()));
                Entry scales = entries.get(name + SCALE);
                require(where, name + SCALE, scale, scales == null ? "nothing" : scales.facts());
            }
        });
        return new WeightFile(where, data, entries);
    }

    private static Map<String, Entry> entries(String where, JsonTree header, int dataBytes) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (String name : header.names()) {
            JsonTree tree = header.tree(name);
            TensorFacts facts = new TensorFacts(tree.string("dtype"), tree.numbers("shape"));
            List<Long> offsets = tree.numbers("data_offsets");
            long from = offsets.getFirst();
            long to = offsets.getLast();
            long width = width(where, name, facts.dtype());
            if (from < 0 || to > dataBytes) {
                throw new ModelException(where + ": " + name + " lies at " + from + " to " + to + " of " + dataBytes);
            }
            require(where, name + " bytes", facts.count() * width, to - from);
            entries.put(name, new Entry(facts, (int) from, (int) to));
        }
        return entries;
    }

    private static int width(String where, String name, String dtype) {
        return switch (dtype) {
            case "I8" -> 1;
            case "F16" -> 2;
            case "F32" -> 4;
            default ->
                throw new ModelException(where + ": " + name + " has type " + dtype + ", expected I8, F16 or F32");
        };
    }

    /** Whether there is a tensor {@code name}. */
    public boolean has(String name) {
        return entries.containsKey(name);
    }

    /**
     * Shape of tensor {@code name}.
     *
     * @throws ModelException if there is no such tensor
     */
    public long[] shape(String name) {
        return entry(name).facts().shape().stream().mapToLong(Long::longValue).toArray();
    }

    /**
     * Tensor {@code name} as float32, row-major, in an array of the caller's own.
     *
     * @throws ModelException if there is no such tensor
     */
    public float[] values(String name) {
        Entry entry = entry(name);
        ByteBuffer raw = data.slice(entry.from(), entry.to() - entry.from()).order(ByteOrder.LITTLE_ENDIAN);
        float[] out = new float[entry.facts().count()];
        switch (entry.facts().dtype()) {
            case "F32" -> raw.asFloatBuffer().get(out);
            case "F16" -> {
                for (int i = 0; i < out.length; i++) {
                    out[i] = Float.float16ToFloat(raw.getShort(2 * i));
                }
            }
            default -> {
                float[] scale = values(name + SCALE);
                for (int i = 0; i < out.length; i++) {
                    out[i] = raw.get(i) * scale[i % scale.length];
                }
            }
        }
        return out;
    }

    /**
     * A tensor whose every number is one of half precision (IEEE 754 binary16) times the factor of its last axis.
     *
     * @param values row-major, owned by the caller
     * @param scale one for each place of the last axis
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Halves(short[] values, float[] scale) {}

    /**
     * Tensor {@code name} in half precision, nothing lost; empty where it is stored in single precision.
     *
     * @throws ModelException if there is no such tensor
     */
    public Optional<Halves> halves(String name) {
        Entry entry = entry(name);
        ByteBuffer raw = data.slice(entry.from(), entry.to() - entry.from()).order(ByteOrder.LITTLE_ENDIAN);
        short[] out = new short[entry.facts().count()];
        float[] scale = new float[Math.toIntExact(entry.facts().shape().getLast())];
        Arrays.fill(scale, 1f);
        switch (entry.facts().dtype()) {
            case "F32" -> {
                return Optional.empty();
            }
            case "F16" -> raw.asShortBuffer().get(out);
            default -> {
                scale = values(name + SCALE);
                for (int i = 0; i < out.length; i++) {
                    out[i] = Float.floatToFloat16(raw.get(i)); // whole numbers up to 2048 are exact
                }
            }
        }
        return Optional.of(new Halves(out, scale));
    }

    private Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new ModelException(where + ": expected a tensor " + name + ", found none of that name");
        }
        return entry;
    }

    private static void require(String where, String what, Object expected, Object found) {
        if (!Objects.equals(expected, found)) {
            throw new ModelException(where + ": " + what + " is " + found + ", the manifest expects " + expected
                    + "; restore the file or the manifest it belongs to");
        }
    }

    /** Of all of them, lower-case hexadecimal. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new ModelException("this Java runtime has no SHA-256", e);
        }
    }
}
