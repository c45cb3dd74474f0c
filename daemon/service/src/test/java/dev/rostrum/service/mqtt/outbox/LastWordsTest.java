package dev.rostrum.service.mqtt.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.mqtt.Scenes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an outbox that was never closed leaves to the next start; what closing does not write is what a kill leaves. */
class LastWordsTest {
    private static final String TOPIC = "rostrum/v1/r1/meeting";

    @TempDir
    Path folder;

    @Test
    void shouldEndTheMeetingBehindAllThatWasStored() {
        try (Outbox outbox = outbox()) {
            event(outbox, 1, "");
            outbox.keepLastWords(Optional.of(words(2)));
            event(outbox, 2, "");
            outbox.keepLastWords(Optional.of(words(3)));
        }
        assertThat(sent()).containsExactly(payload(1, ""), payload(2, ""), text(words(3)));
        assertThat(sent()).as("said once").isEmpty();
    }

    @Test
    void shouldCountOnWhereAnEventWasStoredAndTheWordsAfterItWereNot() {
        try (Outbox outbox = outbox()) {
            event(outbox, 1, "");
            outbox.keepLastWords(Optional.of(words(2)));
            event(outbox, 2, "");
        }
        assertThat(sent()).containsExactly(payload(1, ""), payload(2, ""), text(words(3)));
    }

    @Test
    void shouldSayNothingOfAMeetingThatEnded() {
        try (Outbox outbox = outbox()) {
            outbox.keepLastWords(Optional.of(words(2)));
            event(outbox, 2, "\"kind\":\"ended\",");
        }
        assertThat(sent()).containsExactly(payload(2, "\"kind\":\"ended\","));
        try (Outbox outbox = outbox()) {
            outbox.keepLastWords(Optional.of(words(2)));
            outbox.keepLastWords(Optional.empty());
        }
        assertThat(sent()).isEmpty();
    }

    @Test
    void shouldSayNothingThatIsDamaged() throws IOException {
        try (Outbox outbox = outbox()) {
            outbox.keepLastWords(Optional.of(words(2)));
        }
        Path file = folder.resolve("last-words");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] = (byte) ~bytes[bytes.length / 2];
        Files.write(file, bytes, StandardOpenOption.WRITE);
        assertThat(sent()).isEmpty();
    }

    private Outbox outbox() {
        return new Outbox(Scenes.store(folder), 0);
    }

    private static void event(Outbox outbox, int event, String more) {
        Segment.Content content =
                new Segment.Content(TOPIC, payload(event, more).getBytes(UTF_8));
        outbox.append(Outbox.Lane.TURN, content, 0);
    }

    private static String payload(int event, String more) {
        return "{" + more + "\"meeting\":1,\"event\":" + event + ",\"boot\":\"b1\"}";
    }

    private static Segment.Content words(int event) {
        String text = "{\"kind\":\"ended\",\"reason\":\"lost\",\"meeting\":1,\"event\":" + event + ",\"boot\":\"b1\"}";
        return new Segment.Content(TOPIC, text.getBytes(UTF_8));
    }

    private static String text(Segment.Content content) {
        return new String(content.payload(), UTF_8);
    }

    /** What the next start sends, all of it delivered. */
    private List<String> sent() {
        List<String> sent = new ArrayList<>();
        try (Outbox outbox = outbox()) {
            outbox.keepLastWords(Optional.empty());
            for (Optional<Outbox.Next> next = outbox.next(); next.isPresent(); next = outbox.next()) {
                sent.add(new String(next.get().message().payload(), UTF_8).replace("\"late\":true,", ""));
                outbox.settle(next.get().ordinal());
            }
            outbox.tidy(0);
        }
        return sent;
    }
}
