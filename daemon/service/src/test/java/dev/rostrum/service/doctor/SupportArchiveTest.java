package dev.rostrum.service.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.config.ConfigLoader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SupportArchiveTest {
    private static final String SECRET = "correct-horse";

    @TempDir
    Path folder;

    @Test
    void shouldHoldNoSoundNoVoiceNoNameAndNoSecret() throws IOException {
        Path state = Files.createDirectories(folder.resolve("state/people"));
        byte[] voice = new byte[192 * 4];
        ByteBuffer.wrap(voice).asFloatBuffer().put(192 / 2, 0.123456f);
        Files.write(state.resolve("0001.voice"), voice);
        Files.writeString(state.resolve("0001.json"), "{\"name\":\"Ada Lovelace\"}");
        Files.write(
                folder.resolve("state/sound.wav"),
                "RIFF....WAVEfmt samples-of-somebody".getBytes(StandardCharsets.UTF_8));
        Files.writeString(folder.resolve("state/password"), SECRET);
        Path config = Files.writeString(folder.resolve("rostrum.yaml"), """
                # the room of Ada Lovelace
                unit:
                  room: Ada Lovelace's office
                  state-folder: %s
                mqtt:
                  broker: mqtt://ada:%s@broker:1883
                  login: {user: ada-at-work, password-file: /etc/rostrum/password}
                """.formatted(folder.resolve("state"), SECRET));
        Files.writeString(
                Files.createDirectory(folder.resolve("conf.d")).resolve("50-site.yaml"),
                "audio: {use: [3, 1], channels: 6}\n");
        DoctorReport report = new DoctorReport(
                List.of(Finding.failed("broker", "bad-login", "user ADA LOVELACE was refused", "correct it")), 1);
        Path archive = folder.resolve("bundle.zip");

        new SupportArchive(words -> "log of ada lovelace: " + words + "\n", Optional.of(List.of("Ada Lovelace")))
                .write(archive, report, Optional.of(ConfigLoader.load(config)), config);

        List<String> texts = contents(archive);
        assertThat(String.join("\n", texts))
                .contains("bad-login", "password-file: /etc/rostrum/password", "sound.wav", "journalctl")
                .contains("50-site.yaml", "use: [3, 1]", "latency: 1s", "mqtt://(left out)@broker:1883")
                .doesNotContainIgnoringCase("lovelace")
                .doesNotContain(SECRET, "RIFF", "samples-of-somebody", "office", "ada-at-work");
        assertThat(Files.readAllBytes(archive)).isNotEmpty();
        for (String text : texts) {
            assertThat(text.getBytes(StandardCharsets.ISO_8859_1))
                    .doesNotContain(new byte[] {0x3d, (byte) 0xfc, (byte) 0xd6});
            assertThat(text).as("text alone").doesNotContain("\u0000");
        }
    }

    @Test
    void shouldHoldTheFilesThemselvesWhereTheyCannotBeUsed() throws IOException {
        Path config = Files.writeString(
                folder.resolve("rostrum.yaml"), "unit: {room: Attic}\nmqtt: {login: {'user': ada}, brocker: x}\n");
        Files.writeString(
                Files.createDirectory(folder.resolve("conf.d")).resolve("50-site.yaml"), "audio: {usee: [3, 1]}\n");
        Path archive = folder.resolve("bundle.zip");

        new SupportArchive(words -> "log of " + words + "\n", Optional.empty())
                .write(archive, new DoctorReport(List.of(), 1), Optional.empty(), config);

        assertThat(String.join("\n", contents(archive)))
                .contains("usee: [3, 1]", "(left out)", "log of [uname, -a]")
                .doesNotContain("Attic", "ada", "log of [journalctl");
    }

    static Stream<byte[]> encoded() {
        String text =
                "# Ada's\nunit: {room: Attic}\nmqtt: {brocker: 'mqtt://ada:" + SECRET + "@broker'}\nmisspelt: x\n";
        byte[] marked = text.getBytes(StandardCharsets.UTF_16);
        return Stream.of(
                ("\ufeff" + text).getBytes(StandardCharsets.UTF_8),
                marked,
                ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE),
                text.getBytes(StandardCharsets.UTF_16LE),
                Arrays.copyOf(marked, marked.length - 1),
                text.replace("x", "\u00e9").getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @MethodSource("encoded")
    void shouldTellNothingOfAFileThatItMayNotWhateverItsEncoding(byte[] bytes) throws IOException {
        Path config = Files.write(folder.resolve("rostrum.yaml"), bytes);
        Path archive = folder.resolve("bundle.zip");

        new SupportArchive(words -> "", Optional.empty())
                .write(archive, new DoctorReport(List.of(), 1), Optional.empty(), config);

        String seen = String.join("\n", contents(archive)).replace("\0", "");
        assertThat(seen).doesNotContain("Ada", "ada", "Attic", SECRET).containsAnyOf("misspelt", "is no text");
    }

    private static List<String> contents(Path archive) throws IOException {
        List<String> texts = new ArrayList<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }
}
