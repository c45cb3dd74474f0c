package dev.rostrum.service.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.service.analysis.Effort;
import dev.rostrum.service.mqtt.payload.MqttStatus;
import dev.rostrum.service.testing.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The words for what is wrong, in the code and in the manual. */
class DegradedReasonsTest {
    private static final Path MANUAL = SourceTree.ROOT.resolve("docs").resolve("mqtt.md");

    @Test
    void shouldStandInTheManualWordForWord() throws IOException {
        Matcher table = Pattern.compile("\\| word \\| what it means \\|\n\\|---\\|---\\|\n((?:\\|.*\n)+)")
                .matcher(Files.readString(MANUAL));
        assertThat(table.find()).isTrue();
        List<String> rows = DegradedReasons.MEANINGS.entrySet().stream()
                .map(row -> "| `" + row.getKey() + "` | " + row.getValue() + " |")
                .toList();
        assertThat(table.group(1).lines()).containsExactlyElementsOf(rows);
    }

    @Test
    void shouldAllBeSaidInPlainWordsOnThePage() throws IOException {
        Set<String> plain = new HashSet<>();
        Matcher words = Pattern.compile("(?m)^  \"([a-z-]+)\": \"")
                .matcher(Files.readString(SourceTree.ROOT.resolve(
                        "daemon/service/src/main/resources/dev/rostrum/service/status/unit.js")));
        while (words.find()) {
            plain.add(words.group(1));
        }

        Set<String> known = new HashSet<>(DegradedReasons.MEANINGS.keySet());
        known.remove(DegradedReasons.MICROPHONE);
        known.addAll(MqttStatus.BEFORE_THE_CONNECTION);
        assertThat(plain).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void shouldKnowWhatTheirPartsCanSay() {
        assertThat(Effort.LEAST.words()).hasSize(3).allMatch(DegradedReasons::isKnown);
        assertThat(MqttStatus.WORDS).hasSize(4).allMatch(DegradedReasons::isKnown);
        assertThat(List.of("microphone-0-dead", "microphone-15-hum", "broker-offline"))
                .allMatch(DegradedReasons::isKnown);
        assertThat(List.of("microphone-0-lost", "microphone-N-…x", "dead", "")).noneMatch(DegradedReasons::isKnown);
    }

    @Test
    void shouldNotLetAWordPassThatNobodyCanLookUp() {
        assertThat(DegradedReasons.known(() -> Optional.of("light")).get()).contains("light");
        assertThat(DegradedReasons.known(Optional::empty).get()).isEmpty();
        assertThatThrownBy(() ->
                        DegradedReasons.known(() -> Optional.of("poltergeist")).get())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("poltergeist");
    }
}
