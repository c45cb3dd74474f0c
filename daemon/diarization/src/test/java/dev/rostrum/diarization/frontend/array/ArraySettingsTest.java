package dev.rostrum.diarization.frontend.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.diarization.frontend.array.ArraySettings.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArraySettingsTest {
    @Test
    void shouldKnowWhereTheMicrophonesOfPresetsAre() {
        ArrayGeometry respeaker = ArraySettings.of(Shape.RESPEAKER4).geometry().orElseThrow();
        ArrayGeometry uma8 = ArraySettings.of(Shape.UMA8).geometry().orElseThrow();

        assertThat(ArraySettings.defaults().geometry()).isEmpty();
        assertThat(respeaker.size()).isEqualTo(4);
        assertThat(respeaker.microphones().getFirst().x()).isCloseTo(0.0226, within(1e-4));
        assertThat(respeaker.microphones().getFirst().y()).isCloseTo(0.0226, within(1e-4));
        assertThat(respeaker.apertureMetres()).isCloseTo(0.064, within(1e-9));
        assertThat(respeaker.aliasFreeHz()).isCloseTo(343 / 0.0905, within(1.0));
        assertThat(uma8.size()).isEqualTo(7);
        assertThat(uma8.straight()).isFalse();
    }

    @Test
    void shouldTurnTheArray() {
        ArrayGeometry turned =
                positions(List.of(0.0, 0.05), List.of(0.0, 0.0), 90).geometry().orElseThrow();

        assertThat(turned.microphones().get(1).x()).isCloseTo(0, within(1e-9));
        assertThat(turned.microphones().get(1).y()).isCloseTo(0.05, within(1e-9));
        assertThat(turned.straight()).isTrue();
    }

    @Test
    void shouldRefuseWhatIsNoArray() {
        assertThatThrownBy(() -> positions(List.of(0.0, 0.0), List.of(0.01, 0.01), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("microphones 0 and 1 are 0.0 mm apart");
        assertThatThrownBy(() -> positions(List.of(0.0, 32.0), List.of(0.0, 0.0), 0))
                .hasMessageContaining("32000.0 mm apart")
                .hasMessageContaining("in metres unless they carry a unit");
        assertThatThrownBy(() -> positions(List.of(0.0, 0.1), List.of(0.0), 0))
                .hasMessageContaining("x has 2 microphones, y 1");
        assertThatThrownBy(() -> positions(List.of(0.0), List.of(0.0), 0))
                .hasMessageContaining("at least two microphones, this one has 1");
        assertThatThrownBy(() -> new ArraySettings(Shape.UMA8, List.of(0.1), List.of(), List.of(), 0, List.of()))
                .hasMessageContaining("only beside 'shape: positions'");
    }

    private static ArraySettings positions(List<Double> x, List<Double> y, double turned) {
        return new ArraySettings(Shape.POSITIONS, x, y, List.of(), turned, List.of());
    }
}
