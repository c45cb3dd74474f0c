package dev.rostrum.service.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.drivers.led.Glow;
import dev.rostrum.drivers.led.LedSettings;
import dev.rostrum.drivers.led.Light;
import dev.rostrum.drivers.simulated.SimulatedLight;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.event.RoomState.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class IndicatorTest {
    private static final long MS = 1_000_000L;

    private long nowNs = -3_000 * MS;
    private final SimulatedLight light = new SimulatedLight(() -> nowNs);
    private final Indicator indicator = new Indicator(() -> light);

    @Test
    void shouldBlinkFromTheFirstTickOnAndFollowTheStates() {
        run(100);
        assertThat(indicator.shown()).isEqualTo(LightPattern.STARTING);
        state(Phase.LISTENING);
        run(100);
        state(Phase.NO_MICROPHONE);
        run(100);
        state(Phase.LISTENING);
        run(100);

        assertThat(signs()).containsExactly("starting", "listening", "no-microphone", "listening");
    }

    @Test
    void shouldAnswerThePressAtOnceButSayMutedOnlyWhenTheStateSaysSo() {
        state(Phase.LISTENING);
        run(1000);
        assertThat(light.now().orElseThrow().lit()).isTrue();

        long pressedNs = nowNs;
        indicator.muting(nowNs);
        assertThat(light.now()).contains(new Glow("muting", false, LightPattern.MUTING.colour()));
        assertThat(light.changes().getLast().atNs()).isEqualTo(pressedNs);
        run(250);
        assertThat(signs()).doesNotContain("muted");

        state(Phase.MUTED);
        run(20);
        assertThat(indicator.shown()).isEqualTo(LightPattern.MUTED);
    }

    @Test
    void shouldNotClaimForEverThatItIsAboutToMute() {
        state(Phase.LISTENING);
        indicator.muting(nowNs);
        run(6000);

        assertThat(indicator.shown()).isEqualTo(LightPattern.LISTENING);
    }

    @Test
    void shouldIdentifyForAsLongAsAskedWhateverTheState() {
        state(Phase.MUTED);
        run(100);
        indicator.identify(nowNs, Duration.ofSeconds(2));
        run(1990);
        assertThat(indicator.shown()).isEqualTo(LightPattern.IDENTIFY);
        run(30);
        assertThat(indicator.shown()).isEqualTo(LightPattern.MUTED);
    }

    @Test
    void shouldGoDarkWhenClosed() {
        state(Phase.LISTENING);
        run(100);
        indicator.close();

        assertThat(light.now().orElseThrow().lit()).isFalse();
    }

    @Test
    void shouldReopenAFailedLightWithGrowingPausesAndSayWhyMeanwhile() {
        FailingLights lights = new FailingLights(() -> nowNs, 4);
        Indicator failing = new Indicator(lights);
        for (int ms = 0; ms < 30_000; ms += 10) {
            failing.tick(nowNs);
            if (lights.openedAtNs.size() == 2) {
                assertThat(failing.fault()).contains("LED 'x' is gone");
            }
            nowNs += 10 * MS;
        }

        List<Long> pausesMs = new ArrayList<>();
        for (int i = 1; i < lights.openedAtNs.size(); i++) {
            pausesMs.add((lights.openedAtNs.get(i) - lights.openedAtNs.get(i - 1)) / MS);
        }
        assertThat(pausesMs).containsExactly(1000L, 2000L, 4000L, 8000L);
        assertThat(failing.fault()).isEmpty();
        assertThat(lights.light.now()).isPresent();
    }

    @Test
    void shouldOpenTheLightThatTheSettingsName() {
        try (FrontPanel panel = new FrontPanel(LedSettings.simulated(), ButtonSettings.defaults(), () -> nowNs)) {
            assertThat(panel.openLight()).isSameAs(panel.simulatedLight());
            assertThat(panel.openButton().poll()).isEmpty();
        }
        try (FrontPanel panel = new FrontPanel(LedSettings.defaults(), ButtonSettings.defaults(), () -> nowNs)) {
            assertThat(panel.openLight().darkening()).isEqualTo(Light.Darkening.NOTHING_TO_DARKEN);
        }
    }

    private void run(int ms) {
        for (int i = 0; i < ms; i += 10) {
            indicator.tick(nowNs);
            nowNs += 10 * MS;
        }
    }

    private void state(Phase phase) {
        indicator.onEvent(new RoomEvent.StateChanged(new RoomState(phase, List.of(), false, List.of(), 0)));
    }

    private List<String> signs() {
        List<String> signs = new ArrayList<>();
        for (SimulatedLight.Change change : light.changes()) {
            String sign = change.glow().sign();
            if (signs.isEmpty() || !signs.getLast().equals(sign)) {
                signs.add(sign);
            }
        }
        return signs;
    }

    /** Fails to open a few times, then works. */
    private static final class FailingLights implements Supplier<Light> {
        final SimulatedLight light;
        final List<Long> openedAtNs = new ArrayList<>();
        private final Supplier<Long> now;
        private final int failures;

        FailingLights(Supplier<Long> now, int failures) {
            this.now = now;
            this.failures = failures;
            this.light = new SimulatedLight(now::get);
        }

        @Override
        public Light get() {
            openedAtNs.add(now.get());
            if (openedAtNs.size() <= failures) {
                throw new DeviceException("LED 'x' is gone");
            }
            return light;
        }
    }
}
