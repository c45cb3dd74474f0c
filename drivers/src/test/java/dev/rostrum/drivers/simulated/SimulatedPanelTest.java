package dev.rostrum.drivers.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.drivers.button.Edge;
import dev.rostrum.drivers.button.Edge.Position;
import dev.rostrum.drivers.led.Colour;
import dev.rostrum.drivers.led.Glow;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SimulatedPanelTest {
    private final AtomicLong nowNs = new AtomicLong(5);

    @Test
    void shouldRememberChangesWithTheirTimesAndGoDarkWhenClosed() {
        SimulatedLight light = new SimulatedLight(nowNs::get);
        Glow lit = new Glow("listening", true, Colour.GREEN);

        light.show(lit);
        nowNs.set(6);
        light.show(lit);
        nowNs.set(7);
        light.close();
        light.show(lit);

        assertThat(light.changes())
                .containsExactly(new SimulatedLight.Change(5, lit), new SimulatedLight.Change(7, Glow.dark("closed")));
        assertThat(light.now()).contains(Glow.dark("closed"));
    }

    @Test
    void shouldRememberABoundedNumberOfChanges() {
        SimulatedLight light = new SimulatedLight(nowNs::get);
        for (int i = 0; i < 5000; i++) {
            nowNs.set(i);
            light.show(new Glow("starting", i % 2 == 0, Colour.WHITE));
        }

        assertThat(light.changes()).hasSize(1024);
        assertThat(light.changes().getLast().atNs()).isEqualTo(4999);
    }

    @Test
    void shouldDeliverAPressAsTwoEdgesAndCountWhatDoesNotFit() {
        SimulatedButton button = new SimulatedButton();
        button.press(100, Duration.ofNanos(50));

        assertThat(button.poll()).contains(new Edge(Position.PRESSED, 100));
        assertThat(button.poll()).contains(new Edge(Position.RELEASED, 150));
        assertThat(button.poll()).isEmpty();

        for (int i = 0; i < 200; i++) {
            button.press(i, Duration.ofNanos(1));
        }
        assertThat(button.lostEdges()).isEqualTo(400 - 256);
    }
}
