package dev.rostrum.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.timeline.RandomTimeline;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.lab.scoring.Churn;
import dev.rostrum.lab.scoring.NewSpeakerDelays;
import dev.rostrum.lab.scoring.SpeakerMapping;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import dev.rostrum.service.replay.EmissionLog;
import dev.rostrum.service.replay.SlowLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Churn and the delays of new voices against their definitions, instant by instant at one sample a second. */
class LateChangesTest {
    private static final int RATE = 1;
    private static final long NS = 1_000_000_000L;
    private static final int END = 400;

    @Property(tries = 60)
    void shouldCountInstantsThatChangeLate(@ForAll long seed) {
        List<TimelineEvent> events = RandomTimeline.events(new Random(seed));
        List<Long> positions = positions(events);
        long speech = 0;
        long afterTen = 0;
        long afterSixty = 0;
        for (int instant = 5; instant < END; instant++) {
            long lastChange = lastChange(events, positions, instant);
            boolean late = lastChange > instant + 10;
            afterTen += late ? 1 : 0;
            afterSixty += lastChange > instant + 60 ? 1 : 0;
            speech += late || !SlowLabels.at(events, instant, Long.MAX_VALUE).isEmpty() ? 1 : 0;
        }

        Churn churn = Churn.of(EmissionLog.of(events, RATE), Spans.of(5 * NS, END * NS));

        assertThat(churn).isEqualTo(new Churn(speech * NS, afterTen * NS, afterSixty * NS));
    }

    @Property(tries = 60)
    void shouldWaitForTheFirstLabelThatStays(@ForAll long seed) {
        Random random = new Random(seed);
        List<TimelineEvent> events = RandomTimeline.events(random);
        List<Long> positions = positions(events);
        long from = random.nextInt(60);
        long to = from + 2 + random.nextInt(60);
        Annotation reference = Annotation.of(List.of(new Annotation.Segment("true", new Span(from * NS, to * NS))));
        EmissionLog log = EmissionLog.of(events, RATE);
        double expected = SpeakerMapping.between(reference, log.finalLabels())
                .foundOf("true")
                .map(found -> slowDelay(events, positions, found, from, to))
                .orElse(Double.POSITIVE_INFINITY);

        NewSpeakerDelays delays = NewSpeakerDelays.of(log, reference, Spans.of(0, END * NS));

        assertThat(delays.seconds()).containsExactly(expected);
    }

    private static double slowDelay(
            List<TimelineEvent> events, List<Long> positions, String found, long from, long to) {
        double least = Double.POSITIVE_INFINITY;
        for (long instant = from; instant < to; instant++) {
            double since = Double.POSITIVE_INFINITY;
            for (long position : positions.reversed()) {
                if (!SlowLabels.at(events, instant, position).contains(found)) {
                    break;
                }
                since = position;
            }
            least = Math.min(least, Math.max(0, since - from));
        }
        return least;
    }

    private static long lastChange(List<TimelineEvent> events, List<Long> positions, long instant) {
        long last = -1;
        Set<String> before = Set.of();
        for (long position : positions) {
            Set<String> now = SlowLabels.at(events, instant, position);
            last = now.equals(before) ? last : position;
            before = now;
        }
        return last;
    }

    private static List<Long> positions(List<TimelineEvent> events) {
        return new ArrayList<>(
                events.stream().map(TimelineEvent::emittedAtSample).distinct().toList());
    }
}
