package dev.rostrum.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.lab.Lab;
import dev.rostrum.lab.words.Word;
import dev.rostrum.lab.words.WordFile;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Rttm;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.cli.TestConsole;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private static final String EVENTS = """
            {"format":"rostrum-events","version":2,"recording":"m","rate":16000}
            {"topic":"meeting","position":16000,"kind":"started","meeting":1,"from":0}
            {"topic":"turn/start","position":32000,"turn":{"id":1,"revision":0,"speaker":"S1",\
            "from":0,"to":160000,"stage":"open","certainty":"confirmed","confidence":0.8}}
            """;
    private static final String CORRECTION = """
            {"topic":"correction","position":320000,"batch":1,"changes":[\
            {"op":"replace","turn":{"id":1,"revision":1,"speaker":"S1","from":0,"to":80000,\
            "stage":"open","certainty":"confirmed","confidence":0.9}},\
            {"op":"replace","turn":{"id":2,"revision":0,"speaker":"S2","from":80000,"to":160000,\
            "stage":"closed","certainty":"confirmed","confidence":0.7}}]}
            """;

    @Test
    void shouldPrintEveryFormat() throws IOException {
        write("m.ctm", "m 1 1.0 0.5 a\nm 1 1.5 0.5 b&\nm 1 7.0 0.5 c\nm 1 9.0 0.5 d\n");
        write("m.rttm", rttm("S1", 0, 5) + rttm("S2", 5, 5));

        assertThat(run("words", path("m.ctm"), "--turns", path("m.rttm"))).isZero();
        assertThat(out()).isEqualTo("m 1 S1 1.000 2.000 a b&\nm 1 S2 7.000 7.500 c\nm 1 S2 9.000 9.500 d\n");
        run("words", path("m.ctm"), "--turns", path("m.rttm"), "--format", "txt");
        assertThat(out()).startsWith("[00:00:01.000] S1: a b&\n").hasLineCount(3);
        run("words", path("m.ctm"), "--turns", path("m.rttm"), "--format", "vtt");
        assertThat(out()).startsWith("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v S1>a <00:00:01.500>b&amp;</v>\n");
        run("words", path("m.ctm"), "--turns", path("m.rttm"), "--format", "json");
        assertThat(out())
                .contains("{\"word\":\"a\",\"start\":1.000,\"end\":1.500,\"speaker\":\"S1\","
                        + "\"speaker_probability\":1.000}");
    }

    @Test
    void shouldGiveWordsAnewAfterACorrection() throws IOException {
        write("m.ctm", "m 1 1.0 0.5 a\nm 1 7.0 0.5 c\n");
        write("before.rttm", rttm("S1", 0, 10));
        write("after.rttm", rttm("S1", 0, 5) + rttm("S2", 5, 5));
        write("before.jsonl", EVENTS);
        write("after.jsonl", EVENTS + CORRECTION);

        run("words", path("m.ctm"), "--turns", path("before.rttm"), "--events", path("before.jsonl"));
        assertThat(out()).isEqualTo("m 1 S1 1.000 1.500 a\nm 1 S1 7.000 7.500 c\n");
        assertThat(err()).contains("2 words, 0 of them given to another speaker by corrections");
        run("words", path("m.ctm"), "--turns", path("after.rttm"), "--events", path("after.jsonl"));
        assertThat(out()).isEqualTo("m 1 S1 1.000 1.500 a\nm 1 S2 7.000 7.500 c\n");
        assertThat(err()).contains("2 words, 1 of them given to another speaker by corrections");
        String[] json = {"--events", path("after.jsonl"), "--format", "json"};
        run(with(json, "words", path("m.ctm"), "--turns", path("after.rttm")));
        assertThat(out())
                .contains("\"word\":\"c\"", "\"speaker\":\"S2\",\"speaker_probability\":0.700,\"speaker_live\":\"S1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stm", "vtt", "json", "txt"})
    void shouldNeitherLoseNorDoubleAWord(String format) throws IOException {
        int words = simulate(new SplittableRandom(7), 600, 0.5);

        run("words", path("s.ctm"), "--turns", path("s.rttm"), "--format", format);

        assertThat(Arrays.stream(out().split("[^a-z0-9]+", -1)).filter(text -> text.matches("w\\d+x")))
                .hasSize(format.equals("json") ? 2 * words : words)
                .satisfies(all -> assertThat(all.stream().distinct()).hasSize(words));
    }

    @Test
    void shouldReadItsOwnWebVttAndJsonAgain() throws IOException {
        simulate(new SplittableRandom(8), 300, 0.1);
        List<Word> before = WordFile.read(folder.resolve("s.ctm")).words();

        for (String format : List.of("vtt", "json")) {
            Path again = folder.resolve("s." + format);
            assertThat(run(
                            "words",
                            path("s.ctm"),
                            "--turns",
                            path("s.rttm"),
                            "--format",
                            format,
                            "--out",
                            again.toString()))
                    .isZero();
            List<Word> words = WordFile.read(again).words();
            assertThat(words)
                    .extracting(Word::text)
                    .containsExactlyElementsOf(before.stream().map(Word::text).toList());
            assertThat(words.stream().map(word -> word.span().from()))
                    .containsExactlyElementsOf(
                            before.stream().map(word -> word.span().from()).toList());
        }
    }

    @Test
    void shouldErrNoOftenerThanTheMiddleOfTheWord() throws IOException {
        // times are loose by .3 s, and short turns lie side by side; the truth of each word is in its text
        simulate(new SplittableRandom(9), 3600, 0.3);
        Annotation turns = Rttm.readOne(folder.resolve("s.rttm"), "s");
        run("words", path("s.ctm"), "--turns", path("s.rttm"), "--format", "stm");

        long wrong = out().lines()
                .flatMap(line -> Arrays.stream(line.split(" ", -1)).skip(5).map(text -> line.split(" ", -1)[2] + text))
                .filter(owned -> !owned.substring(0, 2).equals("S" + owned.charAt(owned.length() - 2)))
                .count();
        long wrongByMiddle = WordFile.read(folder.resolve("s.ctm")).words().stream()
                .filter(word -> !nearest(turns, word)
                        .equals("S" + word.text().charAt(word.text().length() - 2)))
                .count();

        assertThat(wrongByMiddle).isPositive();
        assertThat(wrong).isLessThanOrEqualTo(wrongByMiddle);
    }

    @Test
    @Timeout(60)
    void shouldTakeTwoHours() throws IOException {
        int words = simulate(new SplittableRandom(10), 7200, 0.2);
        assertThat(words).isGreaterThan(15_000);

        assertThat(run("words", path("s.ctm"), "--turns", path("s.rttm"), "--format", "json"))
                .isZero();
    }

    @Test
    void shouldTakeAMillionWords() throws IOException {
        StringBuilder ctm = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            ctm.append("m 1 ").append(i / 4).append('.').append(i % 4 * 25).append(" 0.2 w\n");
        }
        write("m.ctm", ctm.toString());
        write("m.rttm", rttm("S1", 0, 100_000) + rttm("S2", 100_000, 150_000));

        assertThat(run("words", path("m.ctm"), "--turns", path("m.rttm"), "--out", path("m.stm")))
                .isZero();

        try (Stream<String> lines = Files.lines(folder.resolve("m.stm"))) {
            assertThat(lines.mapToLong(line -> line.split(" ", -1).length - 5).sum())
                    .isEqualTo(1_000_000);
        }
    }

    @Test
    void shouldMarkWordsWhoseTimeItFilled() throws IOException {
        write(
                "m.json",
                "{\"words\":[{\"word\":\"in\",\"start\":1,\"end\":1.5},{\"word\":\"1998\"},"
                        + "{\"word\":\"it\",\"start\":2,\"end\":2.5}]}");
        write("m.rttm", rttm("S1", 0, 10));

        assertThat(run("words", path("m.json"), "--turns", path("m.rttm"), "--format", "json"))
                .isZero();
        assertThat(out())
                .containsOnlyOnce("time_filled")
                .contains("{\"word\":\"1998\",\"start\":1.500,\"end\":2.000,\"time_filled\":true,\"speaker\":\"S1\"");
        assertThat(err()).contains("1 of 3 words had no time").hasLineCount(1);
    }

    @Test
    void shouldGiveAnEmptyTranscriptWhereNothingWasSaid() throws IOException {
        write("m.json", "{\"text\":\"\",\"segments\":[]}");
        write("m.ctm", "");
        write("m.rttm", rttm("S1", 0, 10));
        write("silent.rttm", "");
        write("m.jsonl", EVENTS);

        assertThat(run("words", path("m.json"), "--turns", path("m.rttm"))).isZero();
        assertThat(out()).isEmpty();
        assertThat(err()).contains("m.json holds no word").hasLineCount(1);
        assertThat(run("words", path("m.ctm"), "--turns", path("silent.rttm"), "--format", "vtt"))
                .isZero();
        assertThat(out()).isEqualTo("WEBVTT\n");
        String[] json = {"--events", path("m.jsonl"), "--format", "json"};
        assertThat(run(with(json, "words", path("m.ctm"), "--turns", path("m.rttm"))))
                .isZero();
        assertThat(out()).isEqualTo("{\"recording\":\"m\",\"segments\":[]}\n");
        assertThat(run("words", path("m.ctm"), "--turns", path("missing.rttm"))).isEqualTo(1);
    }

    @Test
    void shouldLeaveNothingBehindWhereInputIsWrong() throws IOException {
        write("m.ctm", "m 1 1.0 0.5 a\nm 1 0.5 0.5 b\n");
        write("good.ctm", "m 1 1.0 0.5 a\n");
        write("m.rttm", rttm("S1", 0, 10));
        write("empty.rttm", "");
        write("other.jsonl", EVENTS.replace("\"S1\"", "\"S4\""));
        write("broken.jsonl", EVENTS + "{");
        write("m.stm", "as it was");

        String[] to = {"--out", path("m.stm")};
        assertThat(run(with(to, "words", path("m.ctm"), "--turns", path("m.rttm"))))
                .isEqualTo(1);
        assertThat(err()).contains("m.ctm: line 2: 'b' begins at 0.500");
        assertThat(run(with(to, "words", path("good.ctm"), "--turns", path("empty.rttm"))))
                .isEqualTo(1);
        assertThat(err()).contains("empty.rttm: holds no turn");
        assertThat(run(with(to, "words", path("good.ctm"), "--turns", path("m.rttm"), "--events", path("other.jsonl"))))
                .isEqualTo(1);
        assertThat(err()).contains("other.jsonl: the events end with speaker S4");
        assertThat(run(with(
                        to, "words", path("good.ctm"), "--turns", path("m.rttm"), "--events", path("broken.jsonl"))))
                .isEqualTo(1);
        assertThat(err()).contains("broken.jsonl: line 4: no JSON");
        assertThat(run("words", path("good.ctm"))).isEqualTo(2);
        assertThat(run("words", path("good.ctm"), "--turns", path("m.rttm"), "--format", "doc"))
                .isEqualTo(2);
        assertThat(folder.resolve("m.stm")).hasContent("as it was");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().contains(".part"))).isEmpty();
        }
    }

    /** The turn nearest to the middle of a word: the usual rule. */
    private static String nearest(Annotation turns, Word word) {
        return turns.segments().stream()
                .min(java.util.Comparator.comparingLong(segment -> Math.max(
                        0,
                        Math.max(
                                segment.span().from() - word.middle(),
                                word.middle() - segment.span().to()))))
                .orElseThrow()
                .speaker();
    }

    /**
     * Three speakers in turn with pauses and no overlap, 2.5 to 4 words a second, each moved by up to {@code jitter}
     * seconds: {@code w}, its number, the speaker's, {@code x}. Gives the number of words.
     */
    private int simulate(SplittableRandom random, int seconds, double jitter) throws IOException {
        List<Annotation.Segment> turns = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        double at = 0;
        int speaker = 1;
        while (at < seconds) {
            double end = at + random.nextDouble(0.5, 8);
            turns.add(new Annotation.Segment("S" + speaker, new Span(Math.round(at * 1e9), Math.round(end * 1e9))));
            double begin = at;
            for (double length = 0.2; begin + length < end; begin += length + 0.05) {
                length = random.nextDouble(0.1, 0.4);
                double moved = Math.max(0, begin + random.nextDouble(-jitter - 1e-9, jitter + 1e-9));
                lines.add(String.format(Locale.ROOT, "s 1 %09.3f %.3f w%d%dx", moved, length, lines.size(), speaker));
            }
            at = end + random.nextDouble(0, 0.4);
            speaker = speaker % 3 + 1;
        }
        lines.sort(java.util.Comparator.naturalOrder());
        write("s.ctm", String.join("\n", lines));
        Rttm.write(folder.resolve("s.rttm"), "s", Annotation.of(turns));
        return lines.size();
    }

    private static String[] with(String[] more, String... words) {
        return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
    }

    private static String rttm(String speaker, int from, int length) {
        return "SPEAKER m 1 " + from + " " + length + " <NA> <NA> " + speaker + " <NA> <NA>\n";
    }

    private int run(String... words) {
        out.reset();
        err.reset();
        return Lab.run(TestConsole.of(out, err), words);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
