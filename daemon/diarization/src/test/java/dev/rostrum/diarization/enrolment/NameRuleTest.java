package dev.rostrum.diarization.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameRuleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada",
                "Ren\u00e9e O'Hara-M\u00fcller",
                "\u05d3\u05d5\u05d3", // Hebrew
                "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627", // Persian, with the joiner that its spelling needs
                "\u738b\u5c0f\u660e",
                "\ud83d\ude80 Team" // outside the basic plane
            })
    void shouldTakeTheNamesOfPeople(String name) {
        assertThat(NameRule.checked(" " + name + "\t")).isEqualTo(name);
    }

    static Stream<Integer> refused() {
        return IntStream.of(0, 7, '\n', 0x1b, 0x7f, 0x9b, 0x2028, 0x2029, 0xd800, 0xdfff)
                .boxed();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldRefuseWhatBreaksALineOrATerminal(int point) {
        refuse(point);
    }

    @Test
    void shouldRefuseWhatTurnsTheDirectionOfWriting() {
        IntStream.concat(IntStream.rangeClosed(0x202a, 0x202e), IntStream.rangeClosed(0x2066, 0x2069))
                .forEach(NameRuleTest::refuse);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u00a0", "\u200b", "\u200d\u2060"})
    void shouldRefuseWhatNobodySees(String name) {
        assertThatThrownBy(() -> NameRule.checked(name)).hasMessageContaining("1 to 80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00a0", "\u200b", "\u200d\u2060", " \ufeff "})
    void shouldMendWhatNobodySeesToWhatIsAName(String stored) {
        assertThat(NameRule.checked(NameRule.mended(stored))).isEqualTo("\ufffd");
    }

    @Test
    void shouldRefuseMoreThanAListHolds() {
        assertThat(NameRule.checked("x".repeat(80))).hasSize(80);
        assertThatThrownBy(() -> NameRule.checked("x".repeat(81))).hasMessageContaining("1 to 80");
    }

    private static void refuse(int point) {
        String name = "a" + (char) point + "b";

        assertThatThrownBy(() -> NameRule.checked(name))
                .as("U+%04X", point)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a name has no");
        assertThat(NameRule.mended(name)).isEqualTo("a\ufffdb");
    }
}
