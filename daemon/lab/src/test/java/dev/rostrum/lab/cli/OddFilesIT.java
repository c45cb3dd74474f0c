package dev.rostrum.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.drivers.simulated.CarriedMeeting;
import dev.rostrum.lab.Lab;
import dev.rostrum.service.cli.TestConsole;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files and pipes on the command line, with the real networks on a quarter of a minute of speech; some 20 s. */
class OddFilesIT {
    private static final String VOICE = "meeting/emma.flac";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private byte[] whole = new byte[0];

    @BeforeEach
    void readVoice() throws IOException {
        try (InputStream in = Objects.requireNonNull(CarriedMeeting.class.getResourceAsStream(VOICE))) {
            whole = in.readAllBytes();
        }
    }

    @Test
    void shouldWriteWhatIsWholeOfADamagedFileAndFail() throws IOException {
        Path sound = Files.write(folder.resolve("odd.flac"), damaged());

        assertThat(run("replay", sound.toString(), "--out", folder.toString())).isEqualTo(1);
        assertThat(told())
                .singleElement()
                .asString()
                .contains("odd.flac: damaged at ", "silence stands there: the CRC-16 of a frame is wrong");
        assertThat(folder.resolve("odd.final.rttm")).isNotEmptyFile();
    }

    @Test
    void shouldHearWhatIsThereOfACutFileAndSaySo() throws IOException {
        Path sound = Files.write(folder.resolve("cut.flac"), Arrays.copyOf(whole, whole.length / 2));

        assertThat(run("replay", sound.toString(), "--out", folder.toString())).isZero();
        assertThat(told()).singleElement().asString().contains("cut.flac: it is cut");
        assertThat(folder.resolve("cut.final.rttm")).isNotEmptyFile();
    }

    @Test
    void shouldHearTheSameThroughAPipeAndTheStandardInput() throws Exception {
        Path sound = Files.write(folder.resolve("file.flac"), whole);
        assertThat(run("replay", sound.toString(), "--out", folder.toString())).isZero();
        String wanted = Files.readString(folder.resolve("file.events.jsonl"));

        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Thread writer = Thread.ofVirtual().start(() -> write(pipe, whole));
        assertThat(run("replay", pipe.toString(), "--out", folder.toString())).isZero();
        writer.join();
        assertThat(folder.resolve("pipe.events.jsonl")).hasContent(named(wanted, "pipe"));

        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(whole));
        try {
            assertThat(run("replay", "-", "--out", folder.toString())).isZero();
        } finally {
            System.setIn(before);
        }
        assertThat(folder.resolve("stdin.events.jsonl")).hasContent(named(wanted, "stdin"));
        assertThat(told()).isEmpty();
    }

    @Test
    void shouldNotScoreADamagedFileHoweverOftenItIsAsked() throws IOException {
        Files.write(folder.resolve("odd.flac"), damaged());
        Files.writeString(folder.resolve("odd.rttm"), "SPEAKER odd 1 0.5 3 <NA> <NA> s <NA> <NA>\n");

        for (int i = 0; i < 2; i++) {
            err.reset();
            assertThat(run(
                            "evaluate",
                            folder.toString(),
                            "--evidence",
                            folder.resolve("evidence").toString()))
                    .isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("odd.flac: damaged at ");
            assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        }
    }

    @Test
    void shouldNeverGiveEvidenceOfADamagedFileItsName() throws IOException {
        Path evidence = folder.resolve("evidence");
        Path sound = Files.write(folder.resolve("odd.flac"), whole);
        assertThat(run("evidence", sound.toString(), "--out", evidence.toString()))
                .isZero();
        Path kept = onlyFileIn(evidence);
        FileTime made = Files.getLastModifiedTime(kept);

        Files.write(sound, damaged());
        assertThat(run("evidence", sound.toString(), "--out", evidence.toString()))
                .isEqualTo(1);
        // what was there before has not made room for it, not even for a moment in which a kill could come
        assertThat(onlyFileIn(evidence)).isEqualTo(kept);
        assertThat(Files.getLastModifiedTime(kept)).isEqualTo(made);
    }

    private static Path onlyFileIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.toList();
            assertThat(found).hasSize(1);
            return found.getFirst();
        }
    }

    @Test
    void shouldNotEnrolFromADamagedFile() throws IOException {
        Path sound = Files.write(folder.resolve("odd.flac"), damaged());
        Path config = Files.writeString(
                folder.resolve("rostrum.yaml"),
                "people: {enabled: true}\nunit: {state-folder: " + folder.resolve("state") + ", runtime-folder: "
                        + folder.resolve("run") + "}\n");

        String[] words = {"enrol", "Sara", sound.toString(), "--consent", "asked", "--config", config.toString()};
        assertThat(run(words)).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("odd.flac: damaged at ");
        assertThat(run("people", "--config", config.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("Sara");
    }

    /** The same events of a recording of another name, which stands in the first line. */
    private static String named(String events, String name) {
        return events.replaceFirst("\"recording\":\"file\"", "\"recording\":\"" + name + "\"");
    }

    /** What was said, without the progress that a slow machine shows. */
    private List<String> told() {
        return err.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("rostrum: "))
                .toList();
    }

    private byte[] damaged() {
        byte[] wrong = whole.clone();
        wrong[whole.length / 3] ^= 8;
        return wrong;
    }

    private static void write(Path pipe, byte[] bytes) {
        try {
            Files.write(pipe, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int run(String... args) {
        return Lab.run(TestConsole.of(out, err), args);
    }
}
