package dev.rostrum.lab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidatesTest {
    private record Inner(double share, boolean on) {
        Inner {
            if (share > 1) {
                throw new IllegalArgumentException("share=" + share);
            }
        }
    }

    private record Outer(int frames, Inner inner) {}

    private static final Outer SHIPPED = new Outer(7, new Inner(0.5, true));

    @Test
    void shouldTryEveryCombinationButWhatIsShipped() {
        assertThat(Candidates.parse(List.of("frames=7,8", "inner.share=.5,.25")).of(SHIPPED))
                .containsExactly(
                        entry("frames=7, share=.25", new Outer(7, new Inner(0.25, true))),
                        entry("frames=8, share=.5", new Outer(8, new Inner(0.5, true))),
                        entry("frames=8, share=.25", new Outer(8, new Inner(0.25, true))));
        assertThat(Candidates.parse(List.of("inner.on=false")).of(SHIPPED))
                .containsExactly(entry("on=false", new Outer(7, new Inner(0.5, false))));
    }

    @Test
    void shouldRefuseWithOneLine() {
        assertThatThrownBy(() -> Candidates.parse(List.of("frames"))).hasMessageContaining("PATH=VALUE,VALUE");
        assertThatThrownBy(() -> Candidates.parse(List.of("none=1")).of(SHIPPED))
                .hasMessageContaining("no none in");
        assertThatThrownBy(() -> Candidates.parse(List.of("frames=many")).of(SHIPPED))
                .hasMessage("frames: 'many' is no number");
        assertThatThrownBy(() -> Candidates.parse(List.of("inner.on=1")).of(SHIPPED))
                .hasMessage("inner.on is true, it cannot be '1'");
        assertThatThrownBy(() -> Candidates.parse(List.of("inner.share=2")).of(SHIPPED))
                .hasMessageContaining("share=2.0");
        String hundred = IntStream.range(0, 100).mapToObj(i -> "." + (100 + i)).collect(Collectors.joining(","));
        assertThatThrownBy(() -> Candidates.parse(List.of("inner.share=" + hundred, "frames=1,2,3,4,5,6,8,9,10,11,12"))
                        .of(SHIPPED))
                .hasMessageContaining("more than 1000 combinations");
    }
}
