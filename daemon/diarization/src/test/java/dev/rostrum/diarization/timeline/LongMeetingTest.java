package dev.rostrum.diarization.timeline;

import static dev.rostrum.diarization.tracking.SyntheticMeeting.HOP;
import static dev.rostrum.diarization.tracking.SyntheticMeeting.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.tracking.RevisionWorker;
import dev.rostrum.diarization.tracking.SyntheticMeeting;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Four hours of one meeting with six speakers, without networks: what a step and a pass of the revision cost must not
 * grow with the meeting. Times are processor time of the thread, so that other work on the machine does not count.
 * Some 10 minutes.
 */
@Tag("long")
class LongMeetingTest {
    private static final int HOURS = 4;
    private static final int HALF_HOUR = 30 * 60 * SECOND;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long passNs;
    private final List<List<Long>> steps = new ArrayList<>();
    private final List<List<Long>> passes = new ArrayList<>();
    private final List<Double> heapMb = new ArrayList<>();
    private final TreeSet<Integer> speakers = new TreeSet<>();
    private long events;

    @Test
    void shouldCostTheSameInTheLastHalfHourAsInTheFirst() {
        SyntheticMeeting meeting = meeting();
        RevisingTracker tracker = new RevisingTracker(
                RevisingTracker.Settings.defaults(), SyntheticMeeting.space(), RevisionWorker.on(this::timed));
        for (long end = HOP; end <= meeting.endSample(); end += HOP) {
            int half = (int) ((end - 1) / HALF_HOUR);
            if (half == steps.size()) {
                beginHalf();
            }
            var window = meeting.windowEnding(end);
            passNs = 0;
            long before = threads.getCurrentThreadCpuTime();
            tracker.accept(window, this::count);
            steps.get(half).add(threads.getCurrentThreadCpuTime() - before - passNs);
            if (passNs > 0) {
                passes.get(half).add(passNs);
            }
        }
        heapMb.add(usedMb());
        report();

        assertThat(speakers).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(heapMb.getLast() - heapMb.get(1))
                .as("growth of the heap, MB")
                .isLessThan(5);
        // the first half hour holds the youngest passes and the compiler's warming up; the second is like the last
        assertThat(p95(steps.getLast())).isLessThan(1.2 * Math.max(p95(steps.get(0)), p95(steps.get(1))));
        assertThat(p95(passes.getLast())).isLessThan(1.2 * Math.max(p95(passes.get(0)), p95(passes.get(1))));
    }

    private void timed(Runnable pass) {
        long before = threads.getCurrentThreadCpuTime();
        pass.run();
        passNs += threads.getCurrentThreadCpuTime() - before;
    }

    private void count(TimelineEvent event) {
        events++;
        if (event instanceof TimelineEvent.TurnStarted started) {
            speakers.add(started.turn().speaker().number());
        }
    }

    private void beginHalf() {
        steps.add(new ArrayList<>());
        passes.add(new ArrayList<>());
        heapMb.add(usedMb());
    }

    private void report() {
        StringBuilder text =
                new StringBuilder("half hour, step p50 and p95 ms, passes, pass p50 and p95 ms, heap MB\n");
        for (int half = 0; half < steps.size(); half++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%d %.3f %.3f %d %.0f %.0f %.1f%n",
                    half + 1,
                    quantile(steps.get(half), 0.5),
                    p95(steps.get(half)),
                    passes.get(half).size(),
                    quantile(passes.get(half), 0.5),
                    p95(passes.get(half)),
                    heapMb.get(half + 1)));
        }
        System.out.print(text.append(events).append(" events\n"));
    }

    private static double p95(List<Long> ns) {
        return quantile(ns, 0.95);
    }

    private static double quantile(List<Long> ns, double share) {
        List<Long> sorted = new ArrayList<>(ns);
        Collections.sort(sorted);
        return sorted.get((int) (share * (sorted.size() - 1))) / 1e6;
    }

    private static double usedMb() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }

    /** Turns of 1 to 9 s with pauses, and now and then an interruption; all six come in the first minute. */
    private static SyntheticMeeting meeting() {
        SyntheticMeeting meeting = new SyntheticMeeting(4);
        meeting.rounds(6, 1, 1, 6, 0.5);
        Random random = new Random(4);
        double at = 42;
        while (at < HOURS * 3600 - 10) {
            double seconds = 1 + 8 * random.nextDouble();
            meeting.talk(random.nextInt(6), at, at + seconds);
            at += seconds + (random.nextInt(8) == 0 ? -0.8 : 0.3 + 1.2 * random.nextDouble());
        }
        return meeting.until(HOURS * 3600);
    }
}
