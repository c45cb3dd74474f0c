package dev.rostrum.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SoakLogTest {
    private static final int LOOKS = 48;
    private static final double HOURS = 2;

    @Test
    void shouldFindALeakBelowMemoryThatComesAndGoes() {
        assertThat(log(0).residentSlope()).isCloseTo(0, within(10.0));
        assertThat(log(40).residentSlope()).isCloseTo(40, within(10.0));
    }

    @Test
    void shouldFindTheGrowthOfTheHeap() {
        assertThat(log(40).heapSlope()).isCloseTo(40, within(1e-6));
    }

    /** Every other look or so finds up to 300 MB more than what stays; what stays grows by {@code leak} MB an hour. */
    private static SoakLog log(double leak) {
        SplittableRandom random = new SplittableRandom(7);
        SoakLog log = new SoakLog();
        for (int look = 0; look < LOOKS; look++) {
            double hours = HOURS * look / LOOKS;
            double stays = 1000 + leak * hours;
            double passing = random.nextBoolean() ? random.nextDouble(300) : random.nextDouble(5);
            log.add(new SoakLog.Sample(hours, stays + passing, 100 + leak * hours, 140, 20));
        }
        return log;
    }
}
