package dev.rostrum.service.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BellTest {
    private static final long FOR_EVER_NS = Duration.ofMinutes(10).toNanos();

    private final Bell bell = new Bell();

    @Test
    void shouldEndTheNextSleepWhereNobodySleeps() throws InterruptedException {
        bell.ring();

        assertThat(sleeper(FOR_EVER_NS).await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldWakeWhoSleepsAgainAndAgain() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            CountDownLatch awake = sleeper(FOR_EVER_NS);
            bell.ring();
            assertThat(awake.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldEndByItself() throws InterruptedException {
        assertThat(sleeper(1_000_000).await(20, TimeUnit.SECONDS)).isTrue();
    }

    private CountDownLatch sleeper(long nanos) {
        CountDownLatch awake = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            bell.sleep(nanos);
            awake.countDown();
        });
        return awake;
    }
}
