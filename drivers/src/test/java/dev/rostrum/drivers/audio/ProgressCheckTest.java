package dev.rostrum.drivers.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A scripted device whose samples and clock are known exactly. */
final class ProgressCheckTest {
    private static final int RATE = 16_000;
    private static final long MS = 1_000_000L;

    private final ProgressCheck check = new ProgressCheck(RATE, ProgressCheck.Settings.defaults());
    private final SplittableRandom random = new SplittableRandom(11);
    private final List<Long> found = new ArrayList<>();
    private long nowNs = 77 * MS;
    private double produced;
    private long dropped;
    private double ppm;

    @Test
    void shouldReportEveryDroppedBlockExactly() {
        run(10);
        for (int i = 0; i < 5; i++) {
            dropped += 320;
            run(5);
        }
        assertThat(found).hasSize(5);
        found.forEach(lost -> assertThat((double) lost).isCloseTo(320.0, within(25.0)));
        assertThat((double) check.lostFrames()).isCloseTo(1600, within(25.0));
        assertThat(check.gaps()).isEqualTo(5);
    }

    @Test
    void shouldReportALossWithinTwoSeconds() {
        run(10);
        dropped += 8_000;
        run(2);
        assertThat(found).hasSize(1);
        assertThat((double) found.get(0)).isCloseTo(8_000.0, within(25.0));
    }

    @Test
    void shouldTakeDriftForDrift() {
        for (double drift : new double[] {150, -150}) {
            ppm = drift;
            run(600);
            assertThat(found).isEmpty();
            assertThat(check.driftPpm()).isCloseTo(-drift, within(20.0));
        }
    }

    @Test
    void shouldNotMistakeLateDeliveryForLoss() {
        run(10);
        /* nothing is read for 800 ms, then all of it is there */
        nowNs += 800 * MS;
        produced += 0.8 * RATE;
        run(10);
        assertThat(found).isEmpty();
    }

    @Test
    void shouldAcceptABacklogFromBeforeTheStart() {
        nowNs += 20 * MS;
        run(3);
        produced += RATE;
        run(10);
        assertThat(found).isEmpty();
        dropped += 640;
        run(3);
        assertThat(found).hasSize(1);
    }

    /** Lets the device deliver in periods of 20 ms, read at uneven times. */
    private void run(double seconds) {
        long endNs = nowNs + (long) (seconds * 1e9);
        while (nowNs < endNs) {
            long step = random.nextLong(2 * MS, 12 * MS);
            nowNs += step;
            produced += step / 1e9 * RATE * (1 + ppm * 1e-6);
            long periods = ((long) (produced / 320)) * 320;
            long lost = check.observe(nowNs, periods - dropped);
            if (lost > 0) {
                found.add(lost);
            }
        }
    }
}
