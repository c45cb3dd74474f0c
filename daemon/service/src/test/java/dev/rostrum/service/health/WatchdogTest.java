package dev.rostrum.service.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private static final long SECOND = 1_000_000_000L;

    /** A clock that starts negative, as {@code nanoTime} may. */
    private static final long START = -100 * SECOND;

    private final Heartbeat capture = new Heartbeat("capture", Duration.ofSeconds(10));
    private final Heartbeat analysis = new Heartbeat("analysis", Duration.ofSeconds(10));
    private final Watchdog watchdog = new Watchdog(Duration.ofSeconds(30), List.of(capture, analysis));

    @Test
    void shouldBeFedAtAQuarterOfItsLimitWhileAllMakeProgress() {
        int fed = 0;
        for (int second = 0; second < 60; second++) {
            capture.beat(START + second * SECOND);
            analysis.beat(START + second * SECOND);
            fed += watchdog.due(START + second * SECOND) ? 1 : 0;
        }
        // 7.5 s apart, asked every full second: 0, 8, 16, ... 56
        assertThat(fed).isEqualTo(8);
    }

    @Test
    void shouldStarveFromTenSecondsAfterOneThreadStoppedHoweverBusyTheOthersAre() {
        capture.beat(START);
        analysis.beat(START);
        long lastFedNs = Long.MIN_VALUE;
        for (int second = 0; second < 120; second++) {
            long nowNs = START + second * SECOND;
            capture.beat(nowNs);
            if (second < 20) {
                analysis.beat(nowNs);
            }
            lastFedNs = watchdog.due(nowNs) ? nowNs : lastFedNs;
        }
        assertThat(lastFedNs).isBetween(START + 19 * SECOND, START + 29 * SECOND);
        assertThat(watchdog.stuck(START + 119 * SECOND)).contains("analysis 100 s");
    }

    @Test
    void shouldBeFedAgainWhenTheThreadRecovers() {
        capture.beat(START);
        analysis.beat(START);
        assertThat(watchdog.due(START + 20 * SECOND)).isFalse();
        capture.beat(START + 21 * SECOND);
        analysis.beat(START + 21 * SECOND);
        assertThat(watchdog.due(START + 21 * SECOND)).isTrue();
    }

    @Test
    void shouldNotHoldAThreadAgainstTheUnitThatHasNotBegun() {
        capture.beat(START);
        assertThat(watchdog.due(START)).isTrue();
        assertThat(watchdog.stuck(START)).isEmpty();
    }

    @Test
    void shouldNeverBeFedWhereNobodyWaits() {
        assertThat(new Watchdog(Duration.ZERO, List.of()).due(START)).isFalse();
    }
}
