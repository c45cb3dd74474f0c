package dev.rostrum.lab.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rostrum.drivers.audio.SoundFile;
import dev.rostrum.service.testing.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Utterances of single speakers that lie beside the source tree, not in it; tests that need them are skipped without. */
final class VoiceRecordings {
    static final int RATE = 16_000;
    private static final Path FOLDER = SourceTree.ROOT.resolve("../shared/data/voices");

    private VoiceRecordings() {}

    /** Utterances of one speaker, one after another. */
    static float[] joined(String speaker, List<String> utterances) throws IOException {
        assumeTrue(Files.isDirectory(FOLDER), () -> FOLDER + " is not beside this source tree");
        float[][] parts = new float[utterances.size()][];
        for (int i = 0; i < parts.length; i++) {
            String name = "libri-" + speaker + "-" + utterances.get(i) + ".flac";
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
}
