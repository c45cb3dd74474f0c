package dev.rostrum.service.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AgentRunnerTest {
    private final Bell bell = new Bell();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger cycles = new AtomicInteger();
    private final CountDownLatch worked = new CountDownLatch(3);

    @Test
    void shouldStartWorkAndCloseOnOneThread() throws InterruptedException {
        var runner = new AgentRunner(
                        new Probe(false),
                        bell,
                        cycles::incrementAndGet,
                        (name, failure) -> calls.add("failed " + failure))
                .start();
        assertThat(worked.await(5, TimeUnit.SECONDS)).isTrue();

        assertThat(runner.stopWithin(Duration.ofSeconds(5))).isTrue();

        assertThat(runner.ended()).isTrue();
        assertThat(cycles.get()).isGreaterThanOrEqualTo(3);
        assertThat(calls).containsExactly("start on probe", "close on probe");
    }

    @Test
    void shouldCloseAndTellWhenTheAgentFails() throws InterruptedException {
        var told = new CountDownLatch(1);
        try (var runner = new AgentRunner(new Probe(true), bell, cycles::incrementAndGet, (name, failure) -> {
                    calls.add(name + ": " + failure.getMessage());
                    told.countDown();
                })
                .start()) {
            assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(runner.stopWithin(Duration.ofSeconds(5))).isTrue();
        }

        assertThat(calls).containsExactly("start on probe", "close on probe", "probe: broken");
    }

    @Test
    void shouldNapLongerTheLongerThereIsNothingToDoButNoLongerThanTheAgentBears() throws InterruptedException {
        Idler idler = new Idler();
        var runner = new AgentRunner(idler, bell, () -> {}, (name, failure) -> {}).start();
        assertThat(idler.rested.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(runner.stopWithin(Duration.ofSeconds(5))).isTrue();

        // the machine may let a thread sleep longer than it asked for, never shorter
        List<Long> naps = idler.napsNs();
        assertThat(naps.get(20)).isGreaterThan(Duration.ofMillis(4).toNanos());
        assertThat(naps.stream().skip(40).sorted().toList().get(10))
                .isBetween(Idler.MOST.toNanos() * 9 / 10, Idler.MOST.toNanos() * 3);
    }

    /** Never has anything to do, and remembers when it was asked. */
    private static final class Idler implements Agent {
        static final Duration MOST = Duration.ofMillis(8);
        private static final int ROUNDS = 100;

        private final CountDownLatch rested = new CountDownLatch(ROUNDS);
        private final List<Long> askedNs = new CopyOnWriteArrayList<>();

        List<Long> napsNs() {
            return IntStream.range(1, ROUNDS)
                    .mapToObj(i -> askedNs.get(i) - askedNs.get(i - 1))
                    .toList();
        }

        @Override
        public String name() {
            return "idler";
        }

        @Override
        public Duration napAtMost() {
            return MOST;
        }

        @Override
        public int doWork() {
            askedNs.add(System.nanoTime());
            rested.countDown();
            return 0;
        }
    }

    private final class Probe implements Agent {
        private final boolean broken;

        private Probe(boolean broken) {
            this.broken = broken;
        }

        @Override
        public String name() {
            return "probe";
        }

        @Override
        public void onStart() {
            calls.add("start on " + Thread.currentThread().getName());
        }

        @Override
        public int doWork() {
            worked.countDown();
            if (broken) {
                throw new IllegalStateException("broken");
            }
            return 0;
        }

        @Override
        public void onClose() {
            calls.add("close on " + Thread.currentThread().getName());
        }
    }
}
