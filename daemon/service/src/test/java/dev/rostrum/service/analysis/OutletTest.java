package dev.rostrum.service.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TimelineEvent.StreamGap;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutletTest {
    private final AtomicInteger woken = new AtomicInteger();
    private final AnalysisAgent.Outlet outlet = new AnalysisAgent.Outlet(woken::incrementAndGet);

    @Test
    void shouldHandAnEventOnInTheMomentInWhichItIsDecided() {
        outlet.accept(event(1));

        assertThat(woken).hasValue(1);
        assertThat(outlet.poll()).contains(event(1));
        assertThat(outlet.poll()).isEmpty();
    }

    @Test
    void shouldLoseNothingAndKeepTheOrderWhileTheConductorIsBehind() {
        int events = 10_000;
        for (int i = 1; i <= events; i++) {
            outlet.accept(event(i));
        }
        int heard = 0;
        do {
            for (Optional<TimelineEvent> next = outlet.poll(); next.isPresent(); next = outlet.poll()) {
                assertThat(next).contains(event(++heard));
            }
        } while (!outlet.handOn() || outlet.waiting() > 0);
        assertThat(heard).isEqualTo(events);
    }

    private static TimelineEvent event(int at) {
        return new StreamGap(at, at - 1, at);
    }
}
