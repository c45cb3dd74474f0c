package dev.rostrum.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class SharedWorkTest {
    private final SharedWork shared = new SharedWork();

    @AfterEach
    void close() {
        shared.close();
    }

    @Test
    void shouldGiveResultsInTheOrderOfTheInputs() {
        List<Integer> inputs = IntStream.range(0, 1000).boxed().toList();

        assertThat(shared.all(inputs, i -> 3 * i))
                .containsExactlyElementsOf(inputs.stream().map(i -> 3 * i).toList());
    }

    /** Either would wait for the other for ever if one thread had to do both. */
    @Test
    void shouldWorkOnTwoAtATime() {
        CountDownLatch both = new CountDownLatch(2);
        Set<String> threads = ConcurrentHashMap.newKeySet();

        shared.all(List.of(1, 2), i -> {
            threads.add(Thread.currentThread().getName());
            both.countDown();
            return awaits(both);
        });

        assertThat(threads).hasSize(2);
    }

    @Test
    void shouldNotReturnBeforeBothHaveEndedWhereOneFails() {
        AtomicInteger running = new AtomicInteger();
        CountDownLatch both = new CountDownLatch(2);

        assertThatThrownBy(() -> shared.all(List.of(1, 2, 3, 4), i -> {
                    running.incrementAndGet();
                    both.countDown();
                    awaits(both);
                    running.decrementAndGet();
                    throw new IllegalArgumentException("no " + i);
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(running).hasValue(0);
        assertThat(shared.all(List.of(5), i -> i)).containsExactly(5);
    }

    private static boolean awaits(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
