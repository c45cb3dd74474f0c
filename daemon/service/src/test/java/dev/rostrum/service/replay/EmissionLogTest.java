package dev.rostrum.service.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.RandomTimeline;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.SpeechTurn.Certainty;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Spans;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EmissionLogTest {
    /** One sample is one nanosecond, so that instants can be counted. */
    private static final int RATE = 1_000_000_000;

    private static final int END = 700;

    @Property(tries = 150)
    void shouldLabelEachInstantAsTheEventsOfItsTimeSay(@ForAll long seed, @ForAll @IntRange(max = 60) int latency) {
        List<TimelineEvent> events = RandomTimeline.events(new Random(seed));

        Annotation live = EmissionLog.of(events, RATE).live(latency);

        for (int instant = 0; instant < END; instant++) {
            assertThat(speakersAt(live, instant))
                    .as("instant %d", instant)
                    .isEqualTo(SlowLabels.at(events, instant, instant + (long) latency));
        }
    }

    @Property(tries = 100)
    void shouldLabelEachInstantAsAllEventsSayInTheEnd(@ForAll long seed) {
        List<TimelineEvent> events = RandomTimeline.events(new Random(seed));
        EmissionLog log = EmissionLog.of(events, RATE);

        for (int instant = 0; instant < END; instant++) {
            assertThat(speakersAt(log.finalLabels(), instant))
                    .as("instant %d", instant)
                    .isEqualTo(SlowLabels.at(events, instant, Long.MAX_VALUE));
        }
        assertThat(log.live(10_000)).isEqualTo(log.finalLabels());
    }

    @Test
    void shouldCountALateLabelAsSilence() {
        EmissionLog log = EmissionLog.of(
                List.of(
                        new TimelineEvent.MeetingStarted(0, 1, 0),
                        new TimelineEvent.TurnStarted(24_000, turn(1_600, 16_000))),
                16_000);

        assertThat(log.live(8_000).segments())
                .as("known half a second after its last instant")
                .isEmpty();
        assertThat(log.live(16_000).of("S1")).isEqualTo(Spans.of(500_000_000L, 1_000_000_000L));
        assertThat(log.finalLabels().of("S1")).isEqualTo(Spans.of(100_000_000L, 1_000_000_000L));
    }

    @Test
    void shouldRefuseImpossibleEventsByNumber() {
        assertThatThrownBy(() -> EmissionLog.of(
                        List.of(
                                new TimelineEvent.MeetingStarted(5, 1, 0),
                                new TimelineEvent.TurnStarted(4, turn(1, 2))),
                        16_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("event 2: emittedAtSample=4");
    }

    private static SpeechTurn turn(long from, long to) {
        return new SpeechTurn(1, 0, new SpeakerId(1), from, to, Stage.OPEN, Certainty.CONFIRMED, 1, Optional.empty());
    }

    private static Set<String> speakersAt(Annotation annotation, long instant) {
        Set<String> speakers = new TreeSet<>();
        for (Annotation.Segment segment : annotation.segments()) {
            if (segment.span().from() <= instant && instant < segment.span().to()) {
                speakers.add(segment.speaker());
            }
        }
        return speakers;
    }
}
