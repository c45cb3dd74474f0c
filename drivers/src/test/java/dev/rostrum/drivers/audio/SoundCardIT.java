package dev.rostrum.drivers.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real Java Sound lines: through ALSA's file plugin as fast as they go, through PulseAudio at real pace. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SoundCardIT {
    @TempDir
    Path folder;

    private final List<Process> probes = new ArrayList<>();

    @AfterEach
    void stopProbes() {
        probes.forEach(Process::destroyForcibly);
    }

    @Test
    void shouldReadEveryFrameOfEveryChannelThroughAlsa() throws IOException {
        assumeInstalled("/usr/share/alsa/alsa.conf", "libasound2");
        Path raw = Files.write(folder.resolve("mics.raw"), TestPattern.frames(0, 4 * 16_000, 4));
        Path config = Files.writeString(
                folder.resolve("alsa.conf"),
                "</usr/share/alsa/alsa.conf>\npcm.fake4 { type file"
                        + " slave.pcm \"null\" file \"/dev/null\" infile \"" + raw + "\" format \"raw\" }\n"
                        + "pcm.!default { type plug slave { pcm fake4 format S16_LE rate 16000 channels 4 } }\n");
        Map<String, Long> end = lastLine(probe(config, 4, 16_000, 3, 0));
        assertThat(end)
                .containsEntry("taken", 48_000L)
                .containsEntry("wrong", 0L)
                .containsEntry("jumps", 0L);
    }

    @ParameterizedTest
    @CsvSource({"4, 16000", "8, 48000"})
    void shouldKeepRealPaceThroughPulseAudio(int channels, int rate) throws IOException {
        assumePulse();
        try (SoundServer server = new SoundServer(folder, channels, rate)) {
            Map<String, Long> end = lastLine(probe(server.config(), channels, rate, 3, 0));
            assertThat(end)
                    .containsEntry("wrong", 0L)
                    .containsEntry("jumps", 0L)
                    .containsEntry("gaps", 0L);
            assertThat(end.get("ms")).isBetween(1_500L, 4_500L);
        }
    }

    @Test
    void shouldSurviveAServerThatIsKilledAndReplaced() throws IOException {
        assumePulse();
        BufferedReader probe;
        try (SoundServer server = new SoundServer(folder, 4, 16_000)) {
            probe = probe(server.config(), 4, 16_000, 4, 0);
            skipTo(probe, "AT ");
            server.kill();
            assertThat(skipTo(probe, "LOST ")).containsAnyOf("reads nothing", "no sound");
        }
        try (SoundServer replaced = new SoundServer(folder, 4, 16_000)) {
            assertThat(Files.exists(replaced.config())).isTrue();
            skipTo(probe, "OPEN ");
            Map<String, Long> end = lastLine(probe);
            assertThat(end).containsEntry("wrong", 0L).containsEntry("jumps", 0L);
            assertThat(end.get("taken")).isBetween(64_000L, 64_400L);
        }
    }

    @Test
    void shouldTakeAStalledReaderForLateAndDroppedSoundForLost() throws IOException {
        assumePulse();
        try (SoundServer server = new SoundServer(folder, 4, 16_000)) {
            BufferedReader probe = probe(server.config(), 4, 16_000, 7, 600);
            skipToTaken(probe, 3 * 16_000);
            server.drop(5);
            Map<String, Long> end = lastLine(probe);
            assertThat(end)
                    .containsEntry("wrong", 0L)
                    .containsEntry("jumps", 1L)
                    .containsEntry("gaps", 1L);
            assertThat(end.get("lost")).isBetween(1_500L, 1_700L);
        }
    }

    @Test
    @Tag("long")
    @Timeout(value = 2100, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldLoseNothingInHalfAnHourAndReportFiveDroppedBlocks() throws IOException {
        assumePulse();
        try (SoundServer server = new SoundServer(folder, 4, 16_000)) {
            BufferedReader probe = probe(server.config(), 4, 16_000, 1800, 0);
            for (int i = 1; i <= 5; i++) {
                skipToTaken(probe, 300L * i * 16_000);
                server.drop(1);
            }
            Map<String, Long> end = lastLine(probe);
            assertThat(end)
                    .containsEntry("wrong", 0L)
                    .containsEntry("jumps", 5L)
                    .containsEntry("gaps", 5L);
            assertThat(end.get("lost")).isBetween(5 * 300L, 5 * 340L);
        }
    }

    private BufferedReader probe(Path config, int channels, int rate, int seconds, int stallMillis) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                SoundProbe.class.getName(),
                Integer.toString(channels),
                Integer.toString(rate),
                Integer.toString(seconds),
                Integer.toString(stallMillis));
        builder.environment().put("ALSA_CONFIG_PATH", config.toString());
        builder.environment().put("HOME", folder.toString());
        Process process =
                builder.redirectError(folder.resolve("probe.log").toFile()).start();
        probes.add(process);
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String skipTo(BufferedReader lines, String beginning) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
            seen.append(line).append('\n');
        }
        throw new AssertionError("no line begins with '" + beginning + "' in:\n" + seen);
    }

    private static void skipToTaken(BufferedReader lines, long frames) throws IOException {
        long taken = 0;
        while (taken < frames) {
            taken = figures(skipTo(lines, "AT ")).getOrDefault("taken", 0L);
        }
    }

    private static Map<String, Long> lastLine(BufferedReader lines) throws IOException {
        return figures(skipTo(lines, "END "));
    }

    private static Map<String, Long> figures(String line) {
        Map<String, Long> values = new HashMap<>();
        for (String field : line.substring(line.indexOf(' ') + 1).split(" ", -1)) {
            String[] parts = field.split("=", 2);
            values.put(parts[0], Long.parseLong(parts[1]));
        }
        return values;
    }

    private static void assumePulse() {
        assumeInstalled("/usr/bin/pulseaudio", "pulseaudio");
        boolean plugin = Files.exists(Path.of("/usr/lib/x86_64-linux-gnu/alsa-lib/libasound_module_pcm_pulse.so"))
                || Files.exists(Path.of("/usr/lib/aarch64-linux-gnu/alsa-lib/libasound_module_pcm_pulse.so"));
        assumeThat(plugin).as("package libasound2-plugins is installed").isTrue();
    }

    private static void assumeInstalled(String file, String debianPackage) {
        assumeThat(Files.exists(Path.of(file)))
                .as("package %s is installed", debianPackage)
                .isTrue();
    }
}
