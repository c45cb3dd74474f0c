package dev.rostrum.service.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.status.TokenThrottle.Verdict;
import dev.rostrum.service.time.TimeSource;
import org.junit.jupiter.api.Test;

class TokenThrottleTest {
    private static final Origin A = new Origin("a", false);
    private static final Origin B = new Origin("b", false);

    private long nowNs = Long.MAX_VALUE - 1_000_000; // the clock may pass its end
    private final TokenThrottle guesses = new TokenThrottle(new TimeSource() {
        @Override
        public long nanoTime() {
            return nowNs;
        }

        @Override
        public long epochMillis() {
            return 0;
        }
    });

    @Test
    void shouldLookAtNothingForASecondAfterAWrongToken() {
        assertThat(guesses.attempt(A, () -> false)).isEqualTo(Verdict.WRONG);
        nowNs += 999_999_999;
        assertThat(guesses.attempt(A, () -> true))
                .as("not even at the right one")
                .isEqualTo(Verdict.TOO_SOON);
        assertThat(guesses.attempt(B, () -> true)).as("from elsewhere").isEqualTo(Verdict.RIGHT);
        nowNs += 1;
        assertThat(guesses.attempt(A, () -> true)).isEqualTo(Verdict.RIGHT);
        assertThat(guesses.attempt(A, () -> true)).isEqualTo(Verdict.RIGHT);
    }

    @Test
    void shouldCountFromTheLastThatWasLookedAt() {
        for (int i = 0; i < 50; i++) {
            guesses.attempt(A, () -> false);
            nowNs += 100_000_000;
        }

        assertThat(guesses.attempt(A, () -> true)).isEqualTo(Verdict.RIGHT);
    }
}
