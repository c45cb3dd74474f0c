package dev.rostrum.lab.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Four seconds of noise, and a truth in which somebody speaks through half of it. */
final class NoiseRecording {
    private NoiseRecording() {}

    /** Writes {@code NAME.wav}, {@code NAME.rttm} and {@code NAME.uem}; the name may lead through folders. */
    static void write(Path folder, String name, long seed, int rateHz, int channels) throws IOException {
        Path sound = folder.resolve(name + ".wav");
        Files.createDirectories(sound.getParent());
        String own = folder.resolve(name).getFileName().toString();
        byte[] samples = new byte[4 * rateHz * 2 * channels];
        new Random(seed).nextBytes(samples);
        AudioFormat format = new AudioFormat(rateHz, 16, channels, true, false);
        try (AudioInputStream noise = new AudioInputStream(new ByteArrayInputStream(samples), format, 4L * rateHz)) {
            AudioSystem.write(noise, AudioFileFormat.Type.WAVE, sound.toFile());
        }
        Files.writeString(folder.resolve(name + ".rttm"), "SPEAKER " + own + " 1 0.5 2.0 <NA> <NA> s <NA> <NA>\n");
        Files.writeString(folder.resolve(name + ".uem"), own + " 1 0 4\n");
    }
}
