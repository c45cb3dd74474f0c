package dev.rostrum.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What other implementations said of a short recording (model/convert/oracle.py); every file checked by SHA-256. */
public final class ParityFixture {
    private static final int WAV_HEADER = 44;

    private final Map<String, String> sums = read("SHA256SUMS")
            .lines()
            .collect(Collectors.toMap(line -> line.substring(66), line -> line.substring(0, 64)));

    /** One case: where it starts, how long it is, in samples or log-mel frames, and how many rows the oracle gave. */
    public record Case(String kind, int start, int length, int rows) {}

    private static String read(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) {
        try (InputStream in = ParityFixture.class.getResourceAsStream("/parity/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no fixture " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ByteBuffer checked(String name) {
        byte[] data = bytes(name);
        try {
            String sum = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(data));
            if (!sum.equals(sums.get(name))) {
                throw new IllegalStateException(name + " has SHA-256 " + sum + ", expected " + sums.get(name));
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The recording, 16 kHz mono in [-1, 1]. */
    public float[] speech() {
        ByteBuffer wav = checked("speech.wav");
        float[] out = new float[(wav.capacity() - WAV_HEADER) / 2];
        for (int i = 0; i < out.length; i++) {
            out[i] = wav.getShort(WAV_HEADER + 2 * i) / 32768f;
        }
        return out;
    }

    /** Oracle values {@code name}, all cases one after the other. */
    public float[] values(String name) {
        ByteBuffer data = checked(name + ".f32");
        float[] out = new float[data.capacity() / 4];
        data.asFloatBuffer().get(out);
        return out;
    }

    /** Cases of {@code kind}, in the order of the values. */
    public List<Case> cases(String kind) {
        return StandardCharsets.UTF_8
                .decode(checked("cases.txt"))
                .toString()
                .lines()
                .map(line -> line.split(" "))
                .filter(words -> words[0].equals(kind))
                .map(words -> new Case(kind, number(words[1]), number(words[2]), number(words[3])))
                .toList();
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }
}
