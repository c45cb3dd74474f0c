package dev.rostrum.lab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.diarization.timeline.RevisingTracker;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsPathTest {
    private record Inner(double share, int frames, boolean on) {
        Inner {
            if (share > 1) {
                throw new IllegalArgumentException("share=" + share);
            }
        }
    }

    private record Outer(long samples, Inner inner) {}

    private static final Outer OUTER = new Outer(7, new Inner(0.5, 3, true));

    @Test
    void shouldChangeOneValueAndNothingElse() {
        assertThat(SettingsPath.of("inner.share").with(OUTER, 0.25)).isEqualTo(new Outer(7, new Inner(0.25, 3, true)));
        assertThat(SettingsPath.of("inner.frames").with(OUTER, 3.6)).isEqualTo(new Outer(7, new Inner(0.5, 4, true)));
        assertThat(SettingsPath.of("inner.on").with(OUTER, false)).isEqualTo(new Outer(7, new Inner(0.5, 3, false)));
        assertThat(SettingsPath.of("samples").with(OUTER, 8)).isEqualTo(new Outer(8, OUTER.inner()));
        assertThat(SettingsPath.of("inner.share").in(OUTER)).isEqualTo(0.5);
    }

    @Test
    void shouldFindAllNumbers() {
        assertThat(SettingsPath.numbers(OUTER))
                .containsExactly(
                        SettingsPath.of("samples"), SettingsPath.of("inner.share"), SettingsPath.of("inner.frames"));
    }

    @Test
    void shouldRefuseWhatIsNotThereOrNotAllowed() {
        assertThatThrownBy(() -> SettingsPath.of("inner.none").with(OUTER, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no none in");
        assertThatThrownBy(() -> SettingsPath.of("inner.share").with(OUTER, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("share=2: share=2.0");
    }

    @Test
    void shouldNameOnlyWhatTheTrackerHas() {
        RevisingTracker.Settings shipped = RevisingTracker.Settings.defaults();
        TrackerVariants variants = new TrackerVariants(shipped);

        Map<String, RevisingTracker.Settings> ablations = variants.ablations();
        Map<String, RevisingTracker.Settings> moved = variants.moved();

        assertThat(ablations.values()).doesNotContain(shipped);
        assertThat(new HashSet<>(ablations.values())).hasSameSizeAs(ablations.keySet());
        // two for each number but timing, hints and zeros
        assertThat(moved).hasSizeGreaterThan(60);
        List<String> names = SettingsPath.numbers(shipped).stream()
                .map(SettingsPath::toString)
                .toList();
        assertThat(moved.keySet())
                .allSatisfy(name -> assertThat(names).contains(name.replaceFirst(" [-+]20 %$", "")))
                .noneMatch(name -> name.contains("timing") || name.contains("speakers"));
    }
}
