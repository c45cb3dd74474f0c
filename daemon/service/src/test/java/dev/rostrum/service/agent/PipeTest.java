package dev.rostrum.service.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PipeTest {
    @Test
    void shouldHandOnInOrderAndCountWhatDoesNotFit() {
        var pipe = new Pipe<Integer>(3);
        for (int i = 0; i < 5; i++) {
            assertThat(pipe.offer(i)).isEqualTo(i < 3);
        }

        assertThat(pipe.refused()).isEqualTo(2);
        assertThat(pipe.poll()).contains(0);
        assertThat(pipe.offer(9)).isTrue();
        assertThat(List.of(pipe.poll(), pipe.poll(), pipe.poll(), pipe.poll()))
                .containsExactly(Optional.of(1), Optional.of(2), Optional.of(9), Optional.empty());
    }

    @Test
    void shouldLoseNothingBetweenTwoThreads() throws InterruptedException {
        var pipe = new Pipe<Integer>(7);
        int count = 200_000;
        Thread giver = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < count; i++) {
                while (!pipe.offer(i)) {
                    Thread.onSpinWait();
                }
            }
        });

        List<Integer> taken = new ArrayList<>();
        while (taken.size() < count) {
            pipe.poll().ifPresentOrElse(taken::add, Thread::onSpinWait);
        }
        giver.join();

        for (int i = 0; i < count; i++) {
            assertThat(taken.get(i)).isEqualTo(i);
        }
    }
}
