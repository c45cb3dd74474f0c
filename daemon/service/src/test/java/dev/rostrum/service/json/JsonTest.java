package dev.rostrum.service.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    private enum Kind {
        ONE_OF_TWO,
        OTHER
    }

    private record Inner(int count) {
        Inner {
            if (count < 0) {
                throw new IllegalArgumentException("count=" + count);
            }
        }
    }

    private record Outer(
            long id,
            Kind kind,
            float share,
            @Nullable String word,
            @Nullable Double angle,
            boolean on,
            List<Inner> inner) {}

    private static final String WHOLE =
            "{\"id\":7,\"kind\":\"one-of-two\",\"share\":0.1,\"on\":true,\"inner\":[{\"count\":1}]}";

    @Test
    void shouldReadWhatItWrites() throws BadJsonException {
        Outer outer = new Outer(7, Kind.ONE_OF_TWO, 0.1f, null, null, true, List.of(new Inner(1)));

        assertThat(Json.CAMEL.text(outer)).isEqualTo(WHOLE);
        assertThat(Json.CAMEL.bytes(outer)).asString().isEqualTo(WHOLE);
        assertThat(Json.CAMEL.read(WHOLE, Outer.class)).isEqualTo(outer);
    }

    @Test
    void shouldPassOverWhatItDoesNotKnow() throws BadJsonException {
        assertThat(Json.CAMEL.read("{\"count\":3,\"more\":{\"count\":[4]}}", Inner.class))
                .isEqualTo(new Inner(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "\"id\":7             | \"ident\":7             | 'id' is missing",
                "\"id\":7             | \"id\":null             | 'id' is missing",
                "\"kind\":            | \"sort\":               | 'kind' is missing",
                "\"on\":true          | \"onn\":true            | 'on' is missing",
                "{\"count\":1}        | {}                      | 'inner[0].count' is missing",
                "\"id\":7             | \"id\":\"7\"            | 'id' is of another kind than what belongs there",
                "\"id\":7             | \"id\":7.5              | 'id' is 7.5, which cannot stand there",
                "\"id\":7             | \"id\":9223372036854775808 | 'id' Numeric value (9223372036854775808) out of range",
                "\"count\":1          | \"count\":2147483648    | 'inner[0].count' Numeric value (2147483648) out of range",
                "\"count\":1          | \"count\":-1            | 'inner[0]' count=-1",
                "one-of-two           | one                     | 'kind' is one, which cannot stand there",
                "true                 | \"true\"                | 'on' is of another kind than what belongs there",
                "[{\"count\":1}]      | 3                       | 'inner' is of another kind than what belongs there",
                "{\"count\":1}        | 3                       | 'inner[0]' is of another kind than what belongs there",
                "\"id\":7             | \"id\":7,\"id\":8       | no JSON: Duplicate field 'id'",
                "}]}                  | }]                      | no JSON: Unexpected end-of-input",
                "}]}                  | }]} {}                  | something follows the JSON document",
                "}]}                  | }]} x                   | no JSON: Unrecognized token 'x'"
            })
    void shouldSayWhatIsWrong(String from, String to, String problem) {
        assertThat(WHOLE).contains(from);
        assertThatThrownBy(() -> Json.CAMEL.read(WHOLE.replace(from, to), Outer.class))
                .isInstanceOf(BadJsonException.class)
                .message()
                .startsWith(problem)
                .doesNotContain("\n");
    }

    @Test
    void shouldSayWhatIsExpectedWhereTheWholeIsOfAnotherKind() {
        assertThatThrownBy(() -> Json.CAMEL.read("[]", Inner.class)).hasMessage("a JSON object is expected");
        assertThatThrownBy(() -> Json.CAMEL.read("{}", Inner[].class)).hasMessage("a JSON list is expected");
    }
}
