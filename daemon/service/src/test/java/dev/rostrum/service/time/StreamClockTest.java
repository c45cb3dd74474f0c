package dev.rostrum.service.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StreamClockTest {
    private static final int RATE = 16_000;

    private final ManualTimeSource time = new ManualTimeSource();
    private final StreamClock clock = new StreamClock(time, RATE);

    @Test
    void shouldGiveASampleTheTimeAtWhichItWasSpoken() {
        long began = time.epochMillis();
        hear(10, 1.0);

        assertThat(clock.epochMillisAt(0)).isCloseTo(began, within(1L));
        assertThat(clock.epochMillisAt(5L * RATE)).isCloseTo(began + 5_000, within(1L));
        assertThat(clock.sampleNow()).isEqualTo(10L * RATE);
    }

    @Test
    void shouldNotMoveWhenAReadIsHeldUp() {
        hear(10, 1.0);
        long before = clock.epochMillisAt(RATE);
        time.advance(Duration.ofMillis(300));
        // the samples that waited come at once
        clock.reached(10L * RATE + 4_800, time.nanoTime());
        time.advance(Duration.ofMillis(200));
        clock.reached(10L * RATE + 4_800, time.nanoTime());

        assertThat(clock.epochMillisAt(RATE)).isCloseTo(before, within(2L));
    }

    @Test
    void shouldFollowADeviceThatRunsSlow() {
        hear(3_600, 1.0002); // 200 ppm: 0.72 s in an hour

        assertThat(clock.epochMillisAt(3_600L * RATE)).isCloseTo(time.epochMillis(), within(5L));
    }

    @Test
    void shouldFollowADeviceThatRunsFast() {
        hear(3_600, 0.9998);

        assertThat(clock.epochMillisAt(3_600L * RATE)).isCloseTo(time.epochMillis(), within(5L));
    }

    @Test
    void shouldFollowTheWallClockWhenItIsSet() {
        hear(10, 1.0);
        time.setEpochMillis(time.epochMillis() + 3_600_000);

        assertThat(clock.epochMillisAt(10L * RATE)).isEqualTo(time.epochMillis());
    }

    @Test
    void shouldHoldAfterMonths() {
        clock.startAt(0, time.nanoTime());
        time.advance(Duration.ofDays(200));

        assertThat(clock.sampleNow()).isEqualTo(200L * 86_400 * RATE);
    }

    /** {@code seconds} of sound in blocks of 20 ms, each taking {@code slowness} times as long. */
    private void hear(int seconds, double slowness) {
        clock.startAt(0, time.nanoTime());
        for (int block = 1; block <= seconds * 50; block++) {
            time.advance(Duration.ofNanos(Math.round(20_000_000 * slowness)));
            clock.reached(block * 320L, time.nanoTime());
        }
    }
}
