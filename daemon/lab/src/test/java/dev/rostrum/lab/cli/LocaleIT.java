package dev.rostrum.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.testing.OwnJava;
import dev.rostrum.service.testing.SourceTree;
import dev.rostrum.service.testing.WavFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names in all letters in a process whose locale is C, started by the script {@code rostrum}; real networks, 20 s. */
@Timeout(300)
class LocaleIT {
    private static final String NAME = "Büro Straße.2026 会議";

    @TempDir
    private Path folder;

    /** A tree that is built already, around this Java and these classes. */
    @BeforeEach
    void layOutTree() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Files.copy(SourceTree.ROOT.resolve("rostrum"), tree.resolve("rostrum"));
        Files.createFile(tree.resolve("pom.xml"));
        for (String module : List.of("drivers", "model", "daemon/diarization", "daemon/service", "daemon/lab")) {
            Files.createDirectories(tree.resolve(module).resolve("src/main"));
            Files.createDirectories(tree.resolve(module).resolve("target/classes"));
            Files.createFile(tree.resolve(module).resolve("pom.xml"));
        }
        Path launch = Files.createDirectories(tree.resolve("daemon/lab/target/launch"));
        String classPath =
                OwnJava.join(OwnJava.entries().stream().filter(Files::exists).toList());
        Files.writeString(launch.resolve("classpath"), classPath);
        Files.createFile(launch.resolve("stamp"));
    }

    @Test
    void shouldReadAndWriteNamesInAllLetters() throws Exception {
        float[] noise = new float[2 * VoiceRecordings.RATE];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextDouble(-0.1, 0.1);
        }
        WavFile.write(folder.resolve(NAME + ".wav"), VoiceRecordings.RATE, noise);
        Files.writeString(folder.resolve(NAME + ".rttm"), "SPEAKER x 1 0.5 1.0 <NA> <NA> Zoë <NA> <NA>\n");
        Files.writeString(folder.resolve(NAME + ".ctm"), "besprechung_ü 1 0.6 0.2 grüße\n");

        assertThat(rostrum("replay", NAME + ".wav", "--out", "nach")).isZero();
        assertThat(names(folder.resolve("nach")))
                .containsExactlyInAnyOrder(NAME + ".events.jsonl", NAME + ".live.rttm", NAME + ".final.rttm");
        assertThat(Files.readString(folder.resolve("nach/" + NAME + ".events.jsonl")))
                .startsWith("{\"format\":\"rostrum-events\",\"version\":2,\"recording\":\"" + NAME + "\"");
        assertThat(said("out")).contains("nach/" + NAME + ".final.rttm");

        assertThat(rostrum("evaluate", ".", "--out", "labels")).isZero();
        assertThat(said("out")).contains(NAME);
        assertThat(names(folder.resolve("labels")))
                .containsExactlyInAnyOrder(NAME + ".live.rttm", NAME + ".final.rttm");

        assertThat(rostrum("words", NAME + ".ctm", "--turns", NAME + ".rttm")).isZero();
        assertThat(said("out")).isEqualTo("besprechung_ü 1 Zoë 0.600 0.800 grüße\n");
        assertThat(rostrum("replay", "Größe.wav")).isEqualTo(1);
        assertThat(said("err")).isEqualTo("rostrum: cannot read Größe.wav: there is no such file; check the path\n");
    }

    @Test
    void shouldKeepConsentInAllLetters() throws Exception {
        WavFile.write(
                folder.resolve("Zoë.wav"),
                VoiceRecordings.RATE,
                VoiceRecordings.joined("1089_1089", List.of("134686-0004", "134686-0008", "134686-0034")));
        Files.writeString(folder.resolve("c.yaml"), """
                unit: {id: locale-it, state-folder: '%1$s/state', runtime-folder: '%1$s/run'}
                people: {enabled: true}
                """.formatted(folder));

        String consent = "Darf mich beim Namen nennen: gültig für 会議";
        int code = rostrum("enrol", "Zoë", "Zoë.wav", "--consent", consent, "--config", "c.yaml");
        assertThat(code).as(said("err")).isZero();
        assertThat(rostrum("people", "--config", "c.yaml")).isZero();
        assertThat(said("out")).contains("Zoë: 1 recordings", consent);
    }

    private int rostrum(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("/bin/bash", folder.resolve("tree/rostrum").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start().waitFor();
    }

    private String said(String stream) throws IOException {
        return Files.readString(folder.resolve(stream), StandardCharsets.UTF_8);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
