package dev.rostrum.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.lab.Lab;
import dev.rostrum.service.annotation.Rttm;
import dev.rostrum.service.cli.TestConsole;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real networks on a few seconds of noise; some 10 s. */
class EvaluateCommandIT {
    private static final int RATE = 16_000;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldHearAndScoreEveryRecordingTheSameHoweverManyRunAtOnce() throws IOException {
        sound("a", 1);
        sound("b", 2);

        assertThat(run("evaluate", folder.toString(), "--jobs", "1", "--json", path("one.json")))
                .isZero();
        String table = out();
        out.reset();
        assertThat(run(
                        "evaluate",
                        folder.toString(),
                        "--out",
                        path("out"),
                        "--json",
                        path("two.json"),
                        "--evidence",
                        path("evidence")))
                .isZero();

        assertThat(out()).isEqualTo(table).contains("TOTAL", "live 0.5", "final");
        assertThat(Files.readString(folder.resolve("two.json")))
                .isEqualTo(Files.readString(folder.resolve("one.json")));
        assertThat(Rttm.read(folder.resolve("out/a.live.rttm"))).isNotNull();
        assertThat(folder.resolve("out/b.final.rttm")).isRegularFile();
        assertThat(folder.resolve("evidence")).isNotEmptyDirectory();
    }

    @Test
    void shouldFailWithOneLineBeforeItListens() throws IOException {
        assertThat(run("evaluate", path("missing"))).isEqualTo(1);
        assertThat(err()).contains("missing: there is no such folder").hasLineCount(1);
        err.reset();
        sound("a", 1);
        Files.writeString(folder.resolve("a.rttm"), "SPEAKER a 1 x 1 <NA> <NA> s <NA> <NA>\n");
        assertThat(run("evaluate", folder.toString())).isEqualTo(1);
        assertThat(err()).contains("a.rttm:1: onset 'x'").hasLineCount(1);
        err.reset();
        Files.writeString(folder.resolve("a.rttm"), "");
        Files.write(folder.resolve("a.wav"), new byte[20]);
        assertThat(run("evaluate", folder.toString())).isEqualTo(1);
        assertThat(err()).contains("a.wav").hasLineCount(1);
        assertThat(out()).isEmpty();
    }

    /** One bad file, one of another kind of microphone: named, and the rest is heard at whatever rate it has. */
    @Test
    void shouldNameBadFilesAndGoOn() throws IOException {
        sound("slow", 1, 8_000, 1);
        sound("music", 2, 44_100, 2);
        sound("studio", 3, 96_000, 1);
        sound("bad", 4);
        Files.write(folder.resolve("bad.wav"), new byte[20]);

        assertThat(run("evaluate", folder.toString(), "--out", path("out"))).isEqualTo(1);

        assertThat(out()).contains("slow", "music", "studio", "TOTAL").doesNotContain("bad");
        assertThat(err().lines().filter(line -> line.startsWith("rostrum: ")))
                .hasSize(5)
                .anyMatch(line -> line.matches("rostrum: cannot read .*bad.wav: .*"))
                .contains("rostrum: slow.wav: resampled from 8000 to 16000 Hz")
                .contains("rostrum: music.wav: resampled from 44100 to 16000 Hz")
                .contains("rostrum: studio.wav: resampled from 96000 to 16000 Hz")
                .anyMatch(line -> line.startsWith("rostrum: music.wav: 2 channels, "));
        assertThat(folder.resolve("out/studio.final.rttm")).isRegularFile();
        assertThat(folder.resolve("out/bad.final.rttm")).doesNotExist();
        out.reset();
        assertThat(run("evaluate", folder.toString(), "--array", "respeaker4")).isEqualTo(1);
        assertThat(out()).isEmpty();
        assertThat(err())
                .contains("slow.wav: the array has 4 microphones", "music.wav: the array", "studio.wav: the array");
    }

    @Test
    void shouldHearTheChannelsThatItsRemarkOffers() throws IOException {
        sound("two", 5, RATE, 2);

        assertThat(run("evaluate", folder.toString(), "--channel", "mix")).isZero();
        assertThat(err()).doesNotContain("rostrum: ");
        assertThat(run("evaluate", folder.toString(), "--channel", "2")).isEqualTo(1);
        assertThat(err()).containsOnlyOnce("channel 2 is asked of");
    }

    @Test
    void shouldCallWrongUseWrongUse() {
        assertThat(run("evaluate")).isEqualTo(2);
        assertThat(run("evaluate", folder.toString(), "--jobs", "0")).isEqualTo(2);
        assertThat(run("evaluate", folder.toString(), "--latency", "9")).isEqualTo(2);
        assertThat(run("evaluate", folder.toString(), "--channel", "left")).isEqualTo(2);
        assertThat(run("evaluate", folder.toString(), "--channel", "1", "--array", "uma8"))
                .isEqualTo(2);
        assertThat(run("evaluate", folder.toString(), "--effort", "WIDER_HOP", "--evidence", path("evidence")))
                .isEqualTo(2);
        assertThat(run("evaluate", path("room"), "--page", path("p.md"))).isEqualTo(2);
        assertThat(err())
                .contains(
                        "'left'",
                        "say one of them",
                        "--jobs is 0",
                        "--effort goes with no --evidence",
                        "--page goes with --by-domain");
    }

    @Test
    void shouldChooseRecordingsFromSeveralFolders() throws IOException {
        sound("a", 1);
        sound("b", 2);
        Files.createDirectories(folder.resolve("more"));
        Files.copy(folder.resolve("a.rttm"), folder.resolve("more/a.rttm"));
        Files.copy(folder.resolve("a.wav"), folder.resolve("more/a.wav"));

        assertThat(run("evaluate", folder.toString(), path("more"))).isEqualTo(1);
        assertThat(err()).contains("has the name of").hasLineCount(1);
        err.reset();
        assertThat(run("evaluate", folder.toString(), "--only", "a,c")).isEqualTo(2);
        assertThat(err()).contains("--only: there is no recording named c");
        assertThat(run("evaluate", folder.toString(), "--only", "b")).isZero();
        assertThat(out()).contains("b ", "TOTAL").doesNotContain("a  ");
    }

    @ParameterizedTest
    @CsvSource({
        "--ladder, rostrum study ladder DIR... --evidence DIR --page X",
        "--ablations, rostrum study ablations DIR... --evidence DIR --page X",
        "--thresholds, rostrum study thresholds DIR... --evidence DIR --page X",
        "--choose, rostrum study choice DIR... --evidence DIR --set X",
        "--boundaries, rostrum study boundaries DIR... --evidence DIR --page X",
        "--tightened, rostrum study boundaries DIR... --evidence DIR --tightened X",
        "--robustness, rostrum study robustness DIR... --page X",
        "--altered, rostrum study robustness DIR... --altered X",
        "--faulty-arrays, rostrum study faulty-arrays DIR... --array PRESET --page X",
        "--misleading-rooms, rostrum study misleading-rooms SPEAKERS --array PRESET --page X",
        "--one-voice, rostrum study one-speaker SPEAKERS --page X",
        "--voices, rostrum study one-speaker X"
    })
    void shouldNameTheStudyThatAnOptionHasBecome(String option, String command) {
        assertThat(run("evaluate", folder.toString(), option, "X")).isEqualTo(2);

        assertThat(err())
                .contains(option + " is no option of evaluate", command)
                .hasLineCount(1);
    }

    @Test
    void shouldTellDomainsApart() throws IOException {
        sound("room/a", 1);
        sound("wild/b", 2);
        sound("wild/c", 3);
        String[] all = {path("room"), "--each", path("wild"), "--evidence", path("evidence")};

        assertThat(run(words(all, "evaluate", "--by-domain", "--json", path("d.json"), "--page", path("d.md"))))
                .isZero();
        assertThat(out()).contains("TOTAL", "room ", "wild/b ", "wild/c ", "mean of domains", "worst domain");
        assertThat(Files.readString(folder.resolve("d.json")))
                .contains("\"wild/c\"", "mean_der_of_domains", "worst_domain", "short_turns");
        assertThat(Files.readString(folder.resolve("d.md"))).contains("# By domain", "| wild/b | 1 |");
    }

    private static String[] words(String[] all, String... words) {
        return Stream.concat(Stream.of(words), Stream.of(all)).toArray(String[]::new);
    }

    private int run(String... args) {
        return Lab.run(TestConsole.of(out, err), args);
    }

    private void sound(String name, long seed) throws IOException {
        NoiseRecording.write(folder, name, seed, RATE, 1);
    }

    private void sound(String name, long seed, int rate, int channels) throws IOException {
        NoiseRecording.write(folder, name, seed, rate, channels);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
