package dev.rostrum.service.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.drivers.button.ButtonGesture;
import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.drivers.button.Edge;
import dev.rostrum.drivers.button.Edge.Position;
import dev.rostrum.drivers.simulated.SimulatedButton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ButtonReaderTest {
    private static final long MS = 1_000_000L;

    private final List<SimulatedButton> opened = new ArrayList<>();
    private final AtomicInteger woken = new AtomicInteger();
    private final ButtonReader reader = new ButtonReader(this::open, ButtonSettings.defaults(), woken::incrementAndGet);

    @Test
    void shouldHandOutEveryPressMadeWhileNobodyLooked() {
        assertThat(reader.take(0)).isEmpty();
        for (int press = 0; press < 30; press++) {
            opened.getFirst().press(press * 500L * MS, Duration.ofMillis(100));
        }
        opened.getFirst().press(20_000 * MS, Duration.ofSeconds(4));

        List<ButtonGesture> gestures = new ArrayList<>();
        for (Optional<ButtonGesture> next = reader.take(60_000 * MS);
                next.isPresent();
                next = reader.take(60_000 * MS)) {
            gestures.add(next.get());
        }
        assertThat(gestures).hasSize(31).endsWith(ButtonGesture.IDENTIFY);
        assertThat(reader.lostEdges()).isZero();
    }

    @Test
    void shouldReopenAnUnpluggedButtonAndForgetTheHalfPress() {
        reader.take(0);
        opened.getFirst().push(new Edge(Position.PRESSED, 0));
        reader.take(100 * MS);
        opened.getFirst().unplug();
        assertThat(reader.take(200 * MS)).isEmpty();
        assertThat(reader.fault()).isPresent();
        assertThat(opened).hasSize(1);

        assertThat(reader.take(1300 * MS)).isEmpty();
        assertThat(opened).hasSize(2);
        assertThat(reader.fault()).isEmpty();
        opened.getLast().push(new Edge(Position.RELEASED, 15_000 * MS));
        assertThat(reader.take(16_000 * MS)).isEmpty();
        opened.getLast().press(20_000 * MS, Duration.ofMillis(80));
        assertThat(reader.take(21_000 * MS)).contains(ButtonGesture.TOGGLE_MUTE);
    }

    @Test
    void shouldWakeItsReaderByEveryButtonItOpens() {
        reader.take(0);
        opened.getFirst().press(0, Duration.ofMillis(80));
        assertThat(woken).hasValue(2);

        opened.getFirst().unplug();
        reader.take(200 * MS);
        reader.take(1300 * MS);
        opened.getLast().push(new Edge(Position.PRESSED, 1400 * MS));
        assertThat(woken).hasValue(3);
    }

    private SimulatedButton open() {
        opened.add(new SimulatedButton());
        return opened.getLast();
    }
}
