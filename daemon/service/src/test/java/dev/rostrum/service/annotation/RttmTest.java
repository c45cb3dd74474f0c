package dev.rostrum.service.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RttmTest {
    @TempDir
    Path folder;

    @Test
    void shouldReadWhatItWrote() throws IOException {
        Annotation annotation = Annotation.of(List.of(
                new Annotation.Segment("S2", new Span(16_875_000L, 62_500L + 1_000_000_000L)),
                new Annotation.Segment("S1", new Span(0, 1))));
        Path file = folder.resolve("meeting.rttm");

        Rttm.write(file, "a meeting", annotation);

        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "SPEAKER a_meeting 1 0.000 0.000000001 <NA> <NA> S1 <NA> <NA>",
                        "SPEAKER a_meeting 1 0.016875 0.9831875 <NA> <NA> S2 <NA> <NA>");
        assertThat(Rttm.readOne(file, "a_meeting")).isEqualTo(annotation);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    /** No-break space, ideographic space and line separator part words and lines elsewhere, though not in Java. */
    @Test
    void shouldWriteNamesAsOneWordForEverybody() throws IOException {
        Annotation annotation = Annotation.of(List.of(new Annotation.Segment("S\u00a01", new Span(0, 1_000_000_000L))));

        assertThat(Rttm.text(Map.of("Büro\u3000am\u2028Tag 1\t2", annotation)))
                .isEqualTo("SPEAKER Büro_am_Tag_1_2 1 0.000 1.000 <NA> <NA> S_1 <NA> <NA>\n");
    }

    @Test
    void shouldMergeWhatOneSpeakerSaysTwice() throws IOException {
        Path file = file("""
                ;; a comment
                SPKR-INFO m 1 <NA> <NA> <NA> unknown a <NA> <NA>
                SPEAKER m 1 0.5 1.0 <NA> <NA> a <NA> <NA>

                SPEAKER m 1 1.0 1e0 <NA> <NA> a <NA> <NA>
                SPEAKER m 1 2.0 .25 <NA> <NA> a <NA>
                SPEAKER m 1 3 0 <NA> <NA> b <NA> <NA>
                """);

        assertThat(Rttm.readOne(file, "m"))
                .isEqualTo(Annotation.of(List.of(new Annotation.Segment("a", new Span(500_000_000L, 2_250_000_000L)))));
    }

    @ParameterizedTest
    @CsvSource({
        "SPEAKER m 1 0.5 1.0 <NA> <NA>, at least 8 fields",
        "SPEAKER m 1 x 1.0 <NA> <NA> a <NA> <NA>, onset 'x' is no number of seconds",
        "SPEAKER m 1 0.5 nan <NA> <NA> a <NA> <NA>, duration 'nan' is no number of seconds",
        "SPEAKER m 1 1e999 1 <NA> <NA> a <NA> <NA>, onset '1e999' is no number of seconds",
        "SPEAKER m 1 0.5 -1 <NA> <NA> a <NA> <NA>, duration -1 is negative",
        "m 1 0.5 1.0, a line starts with SPEAKER",
        "SPEAKER my meeting 1 0.5 1.0 <NA> <NA> a <NA> <NA>, at most 10",
        "SPEAKER m 1 0.5 1.0 <NA> <NA> Ada Lovelace <NA> <NA>, at most 10",
        "SPEAKER m 1 0.5 1.0 <NA> <NA> a <NA> <NA> x, at most 10",
        "SPEAKER m 1 0.5 1.0 <NA> <NA> Ada Lovelace <NA>, after the speaker is neither a number nor <NA>",
        "SPEAKER my meeting 1 0.5 1.0 <NA> <NA> a, its eighth field"
    })
    void shouldNameFileAndLineOfWhatIsWrong(String line, String problem) throws IOException {
        Path file = file("SPEAKER m 1 0.5 1.0 <NA> <NA> a <NA> <NA>\n" + line + "\n");

        assertThatThrownBy(() -> Rttm.read(file))
                .isInstanceOf(AnnotationException.class)
                .hasMessageStartingWith(file + ":2: ")
                .hasMessageContaining(problem);
    }

    @Test
    void shouldSayWhichFileCannotBeReadOrWritten() throws IOException {
        Path missing = folder.resolve("missing.rttm");
        Path binary = folder.resolve("binary.rttm");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThatThrownBy(() -> Rttm.read(missing))
                .isInstanceOf(AnnotationException.class)
                .hasMessageStartingWith(missing + ": cannot be read: there is no");
        assertThatThrownBy(() -> Rttm.read(binary))
                .isInstanceOf(AnnotationException.class)
                .hasMessage(binary + ": is no UTF-8 text");
        assertThatThrownBy(() -> Rttm.write(folder.resolve("no/such.rttm"), "m", Annotation.empty()))
                .isInstanceOf(AnnotationException.class)
                .hasMessageContaining("cannot be written");
    }

    @Test
    void shouldFindTheRecordingThatAFileIsAbout() throws IOException {
        Path two = file("""
                SPEAKER m 1 0 1 <NA> <NA> a <NA> <NA>
                SPEAKER n 1 0 1 <NA> <NA> b <NA> <NA>
                """);

        assertThat(Rttm.readOne(two, "n").speakers()).containsExactly("b");
        assertThatThrownBy(() -> Rttm.readOne(two, "o")).hasMessageContaining("none of them o: [m, n]");
        assertThat(Rttm.readOne(file("SPEAKER m 1 0 1 <NA> <NA> a <NA> <NA>"), "copy")
                        .speakers())
                .containsExactly("a");
        assertThat(Rttm.readOne(file(""), "m")).isEqualTo(Annotation.empty());
        Path named = file("""
                SPEAKER Büro_Straße 1 0 1 <NA> <NA> a <NA> <NA>
                SPEAKER n 1 0 1 <NA> <NA> b <NA> <NA>
                """);
        assertThat(Rttm.readOne(named, "Büro Straße").speakers()).containsExactly("a");
    }

    @Test
    void shouldReadAndWriteRegions() throws IOException {
        Path file = file("m 1 0.000 1.5\nm 1 1.0 2\n\nn 1 3.5 3.5\n");

        assertThat(Uem.readOne(file, "m")).isEqualTo(Spans.of(0, 2_000_000_000L));
        assertThat(Uem.readOne(file, "n").isEmpty()).isTrue();
        assertThat(Uem.text(Uem.read(file))).isEqualTo("m 1 0.000 2.000\n");
    }

    @ParameterizedTest
    @CsvSource({"m 1 2.0, a line has 4 fields", "m 1 2.0 1.0, ends at 1.0", "m 1 -2 1, start -2 is negative"})
    void shouldNameFileAndLineOfWrongRegions(String line, String problem) throws IOException {
        Path file = file(line);

        assertThatThrownBy(() -> Uem.read(file))
                .isInstanceOf(AnnotationException.class)
                .hasMessageStartingWith(file + ":1: ")
                .hasMessageContaining(problem);
    }

    private Path file(String text) throws IOException {
        Path file = folder.resolve("given.rttm");
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return file;
    }
}
