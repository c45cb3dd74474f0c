package dev.rostrum.lab.study;

import dev.rostrum.diarization.frontend.SoundFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sound through a codec of another program: coded into a file and decoded from it. The program need not be there;
 * {@link #trouble} says what is the matter with it.
 *
 * @param encode words of the command that makes {@code CODED} of {@code IN}, a WAV of one channel
 * @param decode words of the command that makes {@code OUT}, a WAV, of {@code CODED}
 */
record Codec(List<String> encode, List<String> decode) {
    private static final long PATIENCE_SECONDS = 120;
    private static final int TRIAL_HZ = SoundFormat.NETWORK_RATE;
    /** Longer than what a codec may say first: its delay, and its last frame. */
    private static final int LEAST_LEFT_OF_TEN = 8;

    Codec {
        encode = List.copyOf(encode);
        decode = List.copyOf(decode);
    }

    /** Of two command lines, words apart by blanks. */
    static Codec of(String encode, String decode) {
        return new Codec(Arrays.asList(encode.split(" ", -1)), Arrays.asList(decode.split(" ", -1)));
    }

    /**
     * The decoded sound, as long as it was: what the codec adds at the end is cut, what it lacks is silence.
     *
     * @throws UncheckedIOException the program is not there, or failed, with the last line that it said
     */
    WholeSound of(WholeSound sound) {
        try {
            Path folder = Files.createTempDirectory("codec");
            try {
                return through(sound, folder);
            } finally {
                for (String name : List.of("in.wav", "coded", "out.wav", "said")) {
                    Files.deleteIfExists(folder.resolve(name));
                }
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why it cannot be used here, found by trying it on half a second of silence; empty where it can. */
    String trouble() {
        try {
            of(new WholeSound(new float[1][TRIAL_HZ / 2], TRIAL_HZ));
            return "";
        } catch (UncheckedIOException e) {
            return String.valueOf(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
        }
    }

    private WholeSound through(WholeSound sound, Path folder) throws IOException {
        SixteenBitWav.write(folder.resolve("in.wav"), sound.channels(), sound.rateHz());
        run(encode, folder);
        run(decode, folder);
        float[] decoded = WholeSound.firstChannel(folder.resolve("out.wav"), sound.rateHz())
                .channels()[0];
        int frames = sound.channels()[0].length;
        if (decoded.length < (long) frames * LEAST_LEFT_OF_TEN / 10) {
            throw new IOException(
                    "%s: of %d samples %d came back".formatted(encode.getFirst(), frames, decoded.length));
        }
        return new WholeSound(new float[][] {Arrays.copyOf(decoded, frames)}, sound.rateHz());
    }

    private static void run(List<String> words, Path folder) throws IOException {
        Path said = folder.resolve("said");
        List<String> command = words.stream()
                .map(word -> switch (word) {
                    case "IN" -> folder.resolve("in.wav").toString();
                    case "CODED" -> folder.resolve("coded").toString();
                    case "OUT" -> folder.resolve("out.wav").toString();
                    default -> word;
                })
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(words.getFirst() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(words.getFirst() + " was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            List<String> lines = new String(Files.readAllBytes(said), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            throw new IOException(words.getFirst() + ": " + (lines.isEmpty() ? "failed" : lines.getLast()));
        }
    }
}
