package dev.rostrum.model.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.model.bundle.ModelBundle;
import java.util.List;
import org.junit.jupiter.api.Test;

class PowersetTest {
    @Test
    void shouldNameTheClassesOfThePackagedNetwork() {
        var facts = ModelBundle.packaged()
                .manifest()
                .network("segmentation")
                .segmentation()
                .orElseThrow();
        Powerset packaged = new Powerset(facts.localSpeakers(), facts.classes());
        Powerset made = Powerset.of(3, 2);

        assertThat(packaged.classes()).isEqualTo(7);
        for (int c = 0; c < packaged.classes(); c++) {
            assertThat(packaged.members(c)).isEqualTo(made.members(c));
        }
    }

    @Test
    void shouldReturnToEveryClass() {
        for (int speakers = 1; speakers <= 5; speakers++) {
            for (int together = 1; together <= speakers; together++) {
                Powerset set = Powerset.of(speakers, together);
                for (int c = 0; c < set.classes(); c++) {
                    assertThat(set.classOf(set.members(c))).isEqualTo(c);
                    assertThat(Integer.bitCount(set.members(c))).isLessThanOrEqualTo(together);
                }
            }
        }
        assertThat(Powerset.of(3, 2).classOf(0b111)).isEqualTo(-1);
    }

    @Test
    void shouldRefuseClassesThatMakeNoSense() {
        assertThatThrownBy(() -> new Powerset(2, List.of(List.of(), List.of(2))))
                .hasMessageContaining("member 2 of 2");
        assertThatThrownBy(() -> new Powerset(2, List.of(List.of(), List.of(0, 1), List.of(1, 0))))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> new Powerset(2, List.of(List.of(0), List.of(1))))
                .hasMessageContaining("silence");
        assertThatThrownBy(() -> new Powerset(0, List.of(List.of()))).hasMessageContaining("speakers=0");
    }
}
