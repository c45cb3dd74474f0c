package dev.rostrum.daemon.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rostrum.drivers.audio.SoundFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Utterances of single talkers that lie beside the source tree, not in it; tests that need them are skipped without. */
final class VoiceRecordings {
    static final int RATE = 16_000;
    private static final Path FOLDER =
            Path.of(System.getProperty("rostrum.root", "..")).resolve("../shared/data/voices");

    private VoiceRecordings() {}

    /** Utterances of one talker, one after another. */
    static float[] joined(String talker, List<String> utterances) throws IOException {
        assumeTrue(Files.isDirectory(FOLDER), () -> FOLDER + " is not beside this source tree");
        float[][] parts = new float[utterances.size()][];
        for (int i = 0; i < parts.length; i++) {
            String name = "libri-" + talker + "-" + utterances.get(i) + ".flac";
            parts[i] = SoundFile.readMono(Files.readAllBytes(FOLDER.resolve(name)), name);
        }
        return in(parts);
    }

    /** One after another. */
    static float[] in(float[]... parts) {
        int length = 0;
        for (float[] part : parts) {
            length += part.length;
        }
        float[] all = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** Writes a WAV file of 16 bits. */
    static Path write(Path file, float[] samples) throws IOException {
        int bytes = 2 * samples.length;
        ByteBuffer wav = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + bytes);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1)
                .putShort((short) 1)
                .putInt(RATE)
                .putInt(2 * RATE)
                .putShort((short) 2);
        wav.putShort((short) 16).put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
        for (float sample : samples) {
            wav.putShort((short) Math.clamp(Math.round(sample * 32767), -32768, 32767));
        }
        return Files.write(file, wav.array());
    }
}
