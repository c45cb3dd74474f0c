package dev.rostrum.service.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.event.RoomState.ActiveSpeaker;
import dev.rostrum.service.event.RoomState.Phase;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LightPatternTest {
    private static final long MS = 1_000_000L;
    private static final int WATCHED_MS = 12_000;

    /** Shown only while no line is open. */
    private static final Set<LightPattern> NOTHING_LISTENS = EnumSet.of(LightPattern.MUTED, LightPattern.NO_MICROPHONE);

    @Test
    void shouldDifferInRhythmFromEveryOtherSignHoweverTheCyclesAreShifted() {
        for (LightPattern one : LightPattern.values()) {
            for (LightPattern other : LightPattern.values()) {
                if (one != other && one != LightPattern.STOPPING && other != LightPattern.STOPPING) {
                    assertThat(leastDifference(one, other))
                            .as(one + " against " + other)
                            .isGreaterThan(0.10);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(LightPattern.class)
    void shouldNeverBeDarkForASecondWhileSomethingMayListen(LightPattern sign) {
        if (NOTHING_LISTENS.contains(sign)) {
            assertThat(longestDarkMs(sign)).isGreaterThan(1000);
        } else {
            assertThat(longestDarkMs(sign)).isLessThanOrEqualTo(700);
        }
    }

    @ParameterizedTest
    @EnumSource(LightPattern.class)
    void shouldShowSomeLightInEveryCycleAndNeverFlickerFasterThanTenPerSecond(LightPattern sign) {
        int lit = 0;
        int changes = 0;
        for (int ms = 1; ms <= 10_000; ms++) {
            lit += sign.lit(ms * MS) ? 1 : 0;
            changes += sign.lit(ms * MS) != sign.lit((ms - 1) * MS) ? 1 : 0;
        }
        assertThat(lit).isPositive();
        assertThat(changes).isLessThanOrEqualTo(2 * 10 * 10);
    }

    @Test
    void shouldAnswerAPressWithinFiftyMillisecondsWhateverWasShownBefore() {
        for (LightPattern before : LightPattern.values()) {
            for (int phaseMs = 0; phaseMs < before.cycleMs(); phaseMs += 10) {
                boolean wasLit = before.lit(phaseMs * MS);
                boolean changed = false;
                for (int ms = 0; ms <= 50; ms++) {
                    changed |= LightPattern.MUTING.lit(ms * MS) != wasLit;
                }
                assertThat(changed).as(before + " at " + phaseMs).isTrue();
            }
        }
        assertThat(LightPattern.MUTING.lit(0))
                .as("from the steady light the change is immediate")
                .isFalse();
    }

    @Test
    void shouldKeepItsRhythmAcrossClocksThatAreNegativeOrHuge() {
        for (LightPattern sign : LightPattern.values()) {
            long cycleNs = sign.cycleMs() * MS;
            for (long ms = 0; ms < sign.cycleMs(); ms += 7) {
                assertThat(sign.lit(ms * MS + 1_000_000 * cycleNs)).isEqualTo(sign.lit(ms * MS));
            }
        }
    }

    @Test
    void shouldTranslateStates() {
        assertThat(LightPattern.of(state(Phase.STARTING, false))).isEqualTo(LightPattern.STARTING);
        assertThat(LightPattern.of(state(Phase.LISTENING, false))).isEqualTo(LightPattern.LISTENING);
        assertThat(LightPattern.of(state(Phase.LISTENING, true))).isEqualTo(LightPattern.SPEECH);
        assertThat(LightPattern.of(state(Phase.LISTENING, true, "broker-offline")))
                .isEqualTo(LightPattern.NO_BROKER);
        assertThat(LightPattern.of(state(Phase.LISTENING, false, "broker-offline", "updating")))
                .isEqualTo(LightPattern.UPDATING);
        assertThat(LightPattern.of(state(Phase.LISTENING, false, "channel-2-dead")))
                .isEqualTo(LightPattern.LISTENING);
        assertThat(LightPattern.of(state(Phase.MUTED, false, "broker-offline"))).isEqualTo(LightPattern.MUTED);
        assertThat(LightPattern.of(state(Phase.NO_MICROPHONE, false))).isEqualTo(LightPattern.NO_MICROPHONE);
        assertThat(LightPattern.of(state(Phase.FAULT, false))).isEqualTo(LightPattern.FAULT);
        assertThat(LightPattern.of(state(Phase.STOPPING, false))).isEqualTo(LightPattern.STOPPING);
        assertThat(LightPattern.NO_MICROPHONE.word()).isEqualTo("no-microphone");
    }

    @Test
    void shouldSayHowLongItsRhythmGoesOnAsItIs() {
        for (LightPattern sign : LightPattern.values()) {
            for (long atNs = 0; atNs < sign.cycleMs() * MS; atNs += 7 * MS + 300_000) {
                long steadyNs = sign.steadyNs(atNs);
                boolean lit = sign.lit(atNs);
                assertThat(steadyNs).isBetween(MS, sign.cycleMs() * MS);
                for (long ns = 0; ns < steadyNs - MS; ns += MS) {
                    assertThat(sign.lit(atNs + ns)).as(sign + " at " + atNs).isEqualTo(lit);
                }
                boolean ends = atNs + steadyNs >= sign.cycleMs() * MS;
                assertThat(ends || sign.lit(atNs + steadyNs) != lit)
                        .as(sign + " at " + atNs)
                        .isTrue();
            }
        }
    }

    private static RoomState state(Phase phase, boolean speech, String... degraded) {
        List<ActiveSpeaker> active =
                speech ? List.of(new ActiveSpeaker(new SpeakerId(1), 0, Optional.empty())) : List.of();
        return new RoomState(phase, active, false, List.of(degraded), 0);
    }

    /** Share of the time in which the two differ, at the shift at which they are most alike. */
    private static double leastDifference(LightPattern one, LightPattern other) {
        double least = 1;
        for (int shiftMs = 0; shiftMs < other.cycleMs(); shiftMs += 20) {
            int differs = 0;
            for (int ms = 0; ms < WATCHED_MS; ms += 10) {
                differs += one.lit(ms * MS) != other.lit((ms + shiftMs) * MS) ? 10 : 0;
            }
            least = Math.min(least, (double) differs / WATCHED_MS);
        }
        return least;
    }

    private static int longestDarkMs(LightPattern sign) {
        int longest = 0;
        int dark = 0;
        for (int ms = 0; ms < 2 * WATCHED_MS; ms++) {
            dark = sign.lit(ms * MS) ? 0 : dark + 1;
            longest = Math.max(longest, dark);
        }
        return longest;
    }
}
