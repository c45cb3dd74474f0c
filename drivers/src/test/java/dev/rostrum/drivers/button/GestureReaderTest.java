package dev.rostrum.drivers.button;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.drivers.button.Edge.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GestureReaderTest {
    private static final long MS = 1_000_000L;

    /** A clock that starts negative, as {@code nanoTime} may. */
    private static final long START = -7_000 * MS;

    private final GestureReader reader = new GestureReader(ButtonSettings.defaults());

    @ParameterizedTest(name = "held {0} ms is {1}")
    @CsvSource({
        "21, TOGGLE_MUTE",
        "150, TOGGLE_MUTE",
        "2999, TOGGLE_MUTE",
        "3000, IDENTIFY",
        "9999, IDENTIFY",
        "10000, FORGET_MEETING",
        "60000, FORGET_MEETING"
    })
    void shouldTellGesturesByHowLongTheButtonWasHeld(long heldMs, ButtonGesture expected) {
        press(0, heldMs);

        assertThat(reader.take(at(heldMs + 20))).contains(expected);
        assertThat(reader.take(at(heldMs + 5000))).isEmpty();
    }

    @Test
    void shouldAnswerOneDebounceTimeAfterTheReleaseAndNotBefore() {
        press(0, 500);

        assertThat(reader.take(at(519))).isEmpty();
        assertThat(reader.take(at(520))).contains(ButtonGesture.TOGGLE_MUTE);
    }

    @Test
    void shouldStaySilentWhileTheButtonIsHeld() {
        edge(Position.PRESSED, 0);

        for (long ms = 0; ms < 59_000; ms += 100) {
            assertThat(reader.take(at(ms))).isEmpty();
        }
        assertThat(reader.pending(at(5000))).contains(ButtonGesture.IDENTIFY);
        assertThat(reader.pending(at(11_000))).contains(ButtonGesture.FORGET_MEETING);
    }

    @Test
    void shouldIgnoreASpikeShorterThanTheDebounceTime() {
        edge(Position.PRESSED, 0);
        edge(Position.RELEASED, 19);

        assertThat(reader.take(at(1000))).isEmpty();
        assertThat(reader.pending(at(1000))).isEmpty();
    }

    @Test
    void shouldSeeOnePressThroughChatteringContacts() {
        for (int bounce = 0; bounce < 8; bounce++) {
            edge(Position.PRESSED, bounce * 2L);
            edge(Position.RELEASED, bounce * 2L + 1);
        }
        edge(Position.PRESSED, 16);
        for (int bounce = 0; bounce < 8; bounce++) {
            edge(Position.RELEASED, 3000 + bounce * 2L);
            edge(Position.PRESSED, 3001 + bounce * 2L);
        }
        edge(Position.RELEASED, 3016);

        assertThat(reader.take(at(4000))).contains(ButtonGesture.IDENTIFY);
        assertThat(reader.take(at(9000))).isEmpty();
    }

    @Test
    void shouldLoseNoPressThatCameWhileNobodyLooked() {
        for (int press = 0; press < 50; press++) {
            press(press * 300L, 100);
        }

        List<ButtonGesture> taken = new ArrayList<>();
        for (Optional<ButtonGesture> next = reader.take(at(20_000)); next.isPresent(); next = reader.take(at(20_000))) {
            taken.add(next.get());
        }
        assertThat(taken).hasSize(50).containsOnly(ButtonGesture.TOGGLE_MUTE);
    }

    @Test
    void shouldNotMakeALongHoldOfTwoShortPressesWithALostRelease() {
        edge(Position.PRESSED, 0);
        edge(Position.PRESSED, 11_000);
        edge(Position.RELEASED, 11_100);

        assertThat(reader.take(at(12_000))).contains(ButtonGesture.TOGGLE_MUTE);
    }

    @Test
    void shouldIgnoreAReleaseWithoutAPress() {
        edge(Position.RELEASED, 0);

        assertThat(reader.take(at(1000))).isEmpty();
    }

    @Test
    void shouldMeanNothingWhenSomethingLiesOnTheButton() {
        edge(Position.PRESSED, 0);

        assertThat(reader.stuck(at(60_000))).isFalse();
        assertThat(reader.stuck(at(60_001))).isTrue();
        edge(Position.RELEASED, 3_600_000);
        assertThat(reader.take(at(3_700_000))).isEmpty();
        assertThat(reader.stuck(at(3_700_000))).isFalse();
    }

    @Test
    void shouldGiveTheSameGesturesHoweverLateAndBunchedTheEdgesArrive() {
        Random random = new Random(20261123);
        for (int round = 0; round < 200; round++) {
            GestureReader prompt = new GestureReader(ButtonSettings.defaults());
            GestureReader late = new GestureReader(ButtonSettings.defaults());
            List<ButtonGesture> promptly = new ArrayList<>();
            List<ButtonGesture> lately = new ArrayList<>();
            long ms = 0;
            for (int i = 0; i < 40; i++) {
                ms += 1 + random.nextInt(random.nextBoolean() ? 30 : 12_000);
                Edge edge = new Edge(i % 2 == 0 ? Position.PRESSED : Position.RELEASED, at(ms));
                prompt.onEdge(edge);
                drain(prompt, edge.timeNs(), promptly);
                late.onEdge(edge);
            }
            drain(prompt, at(ms + 1000), promptly);
            drain(late, at(ms + 1000), lately);
            assertThat(lately).isEqualTo(promptly);
        }
    }

    @Test
    void shouldRefuseTimesThatDoNotRise() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new ButtonSettings(
                        ButtonSettings.Adapter.NONE,
                        "",
                        "",
                        true,
                        ButtonSettings.Bias.AS_IS,
                        Duration.ofMillis(20),
                        second,
                        second,
                        second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("identifyAfter < forgetAfter");
    }

    private void press(long fromMs, long heldMs) {
        edge(Position.PRESSED, fromMs);
        edge(Position.RELEASED, fromMs + heldMs);
    }

    private void edge(Position position, long ms) {
        reader.onEdge(new Edge(position, at(ms)));
    }

    private static void drain(GestureReader from, long nowNs, List<ButtonGesture> into) {
        for (Optional<ButtonGesture> next = from.take(nowNs); next.isPresent(); next = from.take(nowNs)) {
            into.add(next.get());
        }
    }

    private static long at(long ms) {
        return START + ms * MS;
    }
}
