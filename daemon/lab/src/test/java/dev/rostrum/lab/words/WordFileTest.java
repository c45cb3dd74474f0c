package dev.rostrum.lab.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.service.annotation.AnnotationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordFileTest {
    @TempDir
    Path folder;

    @Test
    void shouldReadWordsInSegments() throws IOException {
        WordStream stream = read("talk.json", """
                {"text": " Hello there. Yes.", "language": "en", "segments": [
                  {"id": 0, "start": 0.0, "end": 1.1, "text": " Hello there.", "tokens": [1, 2], "words": [
                    {"word": " Hello", "start": 0.0, "end": 0.42, "probability": 0.98},
                    {"word": " there.", "start": 0.42, "end": 1.1, "probability": 0.5}]},
                  {"id": 1, "start": 2.5, "end": 2.75, "text": " Yes.", "words": [
                    {"word": " Yes.", "start": 2.5, "end": 2.75}]}]}
                """);

        assertThat(stream.recording()).isEqualTo("talk");
        assertThat(texts(stream)).containsExactly("Hello 0-420", "there. 420-1100", "Yes. 2500-2750");
        assertThat(stream.words().getFirst().probability()).hasValue(0.98);
    }

    @Test
    void shouldReadWordsAtTheTopAndChunksAndBareArrays() throws IOException {
        assertThat(texts(read("a.json", """
                {"segments": [{"text": "a b"}], "words": [
                  {"word": "a", "start": 1, "end": 1.5}, {"word": "b", "start": 1.5, "end": 2e0}]}
                """))).containsExactly("a 1000-1500", "b 1500-2000");
        assertThat(texts(read("b.json", """
                {"chunks": [{"text": " New  York", "timestamp": [1.0, 1.25]}]}
                """))).containsExactly("New York 1000-1250");
        assertThat(texts(read("c.json", """
                [{"text": "x", "start": 0, "end": 0.1, "extra": {"start": 5}}]
                """))).containsExactly("x 0-100");
    }

    @Test
    void shouldTakeWordsThatStandInBothPlacesOnce() throws IOException {
        assertThat(texts(read("a.json", """
                {"words": [{"word": "a", "start": 1, "end": 2}],
                 "segments": [{"words": [{"word": "a", "start": 1, "end": 2}]}]}
                """))).containsExactly("a 1000-2000");
    }

    @Test
    void shouldReadCtm() throws IOException {
        WordStream stream = read("x.ctm", """
                ;; comment
                meeting 1 0.50 0.25 hello 0.9

                meeting 2 0.75 .5 there NA
                """);

        assertThat(stream.recording()).isEqualTo("meeting");
        assertThat(texts(stream)).containsExactly("hello 500-750", "there 750-1250");
        assertThat(stream.words())
                .extracting(Word::probability)
                .containsExactly(OptionalDouble.of(0.9), OptionalDouble.empty());
    }

    @Test
    void shouldShareTheTimeOfACueByLetters() throws IOException {
        assertThat(texts(read("x.vtt", """
                WEBVTT - of a talk

                NOTE nothing
                here

                STYLE
                ::cue { color: red }

                first
                00:01.000 --> 00:02.000 align:start
                <v Ada>a bcd</v>
                efgh &lt;i&gt;

                01:00:00.000 --> 01:00:01.000
                <b>last</b>
                """)))
                .containsExactly(
                        "a 1000-1091", "bcd 1091-1364", "efgh 1364-1727", "<i> 1727-2000", "last 3600000-3601000");
    }

    @Test
    void shouldTakeTheTimesInsideACue() throws IOException {
        assertThat(texts(read("x.vtt", """
                WEBVTT

                00:01.000 --> 00:04.000
                one<00:02.000><c> two</c><00:03.500> three four
                """)))
                .containsExactly("one 1000-2000", "two 2000-3500", "three 3500-3778", "four 3778-4000");
    }

    @Test
    void shouldTakeOneWordFromEachCueThatUnderlines() throws IOException {
        assertThat(texts(read("x.vtt", """
                WEBVTT

                00:01.000 --> 00:01.500
                <u>Good</u> day

                00:01.500 --> 00:01.600
                Good day

                00:01.600 --> 00:02.000
                Good <u>day</u>
                """))).containsExactly("Good 1000-1500", "day 1600-2000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {"words":[{"word":"a","start":1,"end":2},{"word":"b","start":0.5,"end":2}]} | words[1]: 'b' begins at 0.500
            {"words":[{"word":"a","start":-1,"end":2}]}       | words[0]: begin -1 is negative
            {"words":[{"word":"a","start":NaN,"end":2}]}      | words[0]: begin 'NaN' is no number of seconds
            {"words":[{"word":"a","start":1,"end":Infinity}]} | words[0]: end
            {"words":[{"word":"a"},{"word":"b"}]}             | words[0]: no word has a time; recognise again
            {"words":[{"word":"a","start":1},{"word":"b","start":0.5}]} | words[1]: 'b' begins at 0.500, before
            {"words":[{"word":"a","start":1},{"word":" "}]}   | words[1]: the word is empty
            {"words":[{"start":0,"end":1}]}                   | words[0]: the word itself is missing
            {"words":[{"word":"  ","start":0,"end":1}]}       | words[0]: the word is empty
            {"words":[{"word":"a","start":2,"end":1}]}        | words[0]: end 1 lies before the begin 2
            {"words":[{"word":"a","start":1,"end":2,"probability":NaN}]} | words[0]: 'a' is sure by NaN
            {"words":[{"word":"a","start":"1","end":2}]}      | words[0]: a time is no number but 1
            {"words":[{"word":"a","timestamp":[1,2,3]}]}      | words[0]: its timestamp is no pair
            {"words":[7]}                                     | words[0]: is no object
            {"segments":[{"text":"a b"}]}                     | segments[0]: has text but no words
            {"segments":[{"words":[{"word":"a","start":1,"end":2}]},{"text":"b"}]} | segments[1]: has text but no words
            {"segments":[{"start":0,"end":2,"text":"a b"}]}   | segments[0]: has text but no words
            {"results":[{"word":"a","start":0,"end":1}]}      | has none of segments, words and chunks
            {"words":[{"word":"a","start":0,"end":1}          | x:1: no JSON
            {"words":[{"word":"a","start":0,"end":1}]} m 1 0 1 a | x:1: no JSON
            {"words":[{"word":"a","start":0,"end":1}]} {}     | x:1: something follows the JSON document
            m 1 1.0 0.5 a~m 1 0.5 0.5 b                       | line 2: 'b' begins at 0.500, before the word ahead of it
            m 1 -1.0 0.5 a                                    | line 1: begin -1.0 is negative
            m 1 0.5 -0.5 a                                    | line 1: duration -0.5 is negative
            m 1 nan 0.5 a                                     | line 1: begin 'nan' is no number of seconds
            m 1 0.5 a                                         | x:1: neither JSON nor WebVTT, and no CTM
            m 1 0.5 0.5 a~n 1 0.6 0.5 a                       | x:2: a second recording, n after m
            m 1 0.5 0.5 a b                                   | x:1: confidence 'b' is no number
            m 1 0.5 0.5 a~{"words":[]}                        | x:2: neither JSON nor WebVTT, and no CTM
            m 1 0.5 0.5 a~WEBVTT                              | x:2: neither JSON nor WebVTT, and no CTM
            WEBVTT~~00:02.000 --> 00:01.000~a                 | x:3: the cue ends before it begins
            WEBVTT~~00:02.000 --> 00:03.000~a~~00:01.000 --> 00:03.000~b | x:6: the cue begins before the one ahead
            WEBVTT~~00:0x.000 --> 00:03.000~a                 | x:3: '00:0x.000' is no time
            WEBVTT~~00:02.000 -->~a                           | x:3: no WebVTT: a cue's times are
            WEBVTT~~00:02.000 --> 00:03.000~a <00:09.000>b    | x:3: the cue's inner time 00:09.000 is out of order
            WEBVTT~~m 1 0.5 0.5 a                             | x:3: no WebVTT: a cue needs a line with -->
            """)
    void shouldSayWhereAFileIsWrong(String content, String message) throws IOException {
        assertThatThrownBy(() -> read("x", content.replace('~', '\n')))
                .isInstanceOf(AnnotationException.class)
                .hasMessageStartingWith(folder.resolve("x").toString())
                .hasMessageContaining(message);
    }

    @Test
    void shouldFillTimesFromNeighbours() throws IOException {
        // whisperX leaves out the times of figures, Hugging Face the end of the last chunk
        WordStream stream = read("a.json", """
                {"segments": [{"start": 0.9, "end": 3.0, "text": "In 1998 it", "words": [
                  {"word": "In", "start": 1.0, "end": 1.2, "score": 0.9}, {"word": "1998"},
                  {"word": "it", "start": 1.6, "end": 1.7}]}]}
                """);
        assertThat(texts(stream)).containsExactly("In 1000-1200", "1998 1200-1600", "it 1600-1700");
        assertThat(stream.words()).extracting(Word::timeFilled).containsExactly(false, true, false);
        assertThat(texts(read("b.json", """
                {"chunks": [{"text": " yes", "timestamp": [1.0, 1.5]}, {"text": " no", "timestamp": [2.0, null]}]}
                """))).containsExactly("yes 1000-1500", "no 2000-2500");
        assertThat(texts(read("c.json", """
                {"words": [{"word": "a"}, {"word": "b", "end": 9}, {"word": "ccc", "start": 9}, {"word": "d"},
                  {"word": "e", "start": 9.4, "end": 9.5}, {"word": "f", "start": 9.4, "end": 9.6}, {"word": "g"}]}
                """)))
                .containsExactly(
                        "a 8000-8500",
                        "b 8500-9000",
                        "ccc 9000-9300",
                        "d 9300-9400",
                        "e 9400-9500",
                        "f 9400-9600",
                        "g 9600-10100");
    }

    /** A word without a time at the edge of a segment is not pulled over the pause to the other segment. */
    @Test
    void shouldKeepFilledTimesInTheirSegment() throws IOException {
        assertThat(texts(read("a.json", """
                {"segments": [
                  {"text": "a 1", "start": 0.0, "end": 1.2, "words": [
                    {"word": "a", "start": 0.5, "end": 1.0}, {"word": "1"}]},
                  {"words": [{"word": "2"}, {"word": "b", "start": 14.4, "end": 14.6}], "end": 15.0, "start": 14.0},
                  {"text": "3.", "start": 20.0, "end": 24.0, "words": []}]}
                """)))
                .containsExactly("a 500-1000", "1 1000-1200", "2 14000-14400", "b 14400-14600", "3. 20000-24000");
    }

    @Test
    void shouldFindNoWordsWhereNoneWereSaid() throws IOException {
        String json = "{\"text\":\"\",\"segments\":[]}";
        for (String empty : List.of("", " \n", "[]", "{\"words\":[]}", json, ";; only", "WEBVTT")) {
            assertThat(read("x", empty).words()).as(empty).isEmpty();
        }
    }

    @Test
    void shouldRefuseWhatIsNoText() throws IOException {
        Files.write(folder.resolve("y"), new byte[] {(byte) 0xff, 1, 2});
        assertThatThrownBy(() -> WordFile.read(folder.resolve("y"))).hasMessageContaining("is no UTF-8 text");
    }

    private WordStream read(String name, String content) throws IOException {
        return WordFile.read(Files.writeString(folder.resolve(name), content));
    }

    private static List<String> texts(WordStream stream) {
        return stream.words().stream()
                .map(word -> word.text() + " " + Math.round(word.span().from() / 1e6) + "-"
                        + Math.round(word.span().to() / 1e6))
                .toList();
    }
}
