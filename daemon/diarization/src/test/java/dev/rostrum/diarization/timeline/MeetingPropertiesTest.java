package dev.rostrum.diarization.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.timeline.TimelineEvent.Correction;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange.Replaced;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange.Withdrawn;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnEnded;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnStarted;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnUpdated;
import dev.rostrum.diarization.tracking.RevisionWorker;
import dev.rostrum.diarization.tracking.SyntheticMeeting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds of every meeting, whoever speaks: random ones of up to two minutes. A few seconds. */
class MeetingPropertiesTest {
    @Property(tries = 15)
    void shouldHoldOfEveryMeeting(@ForAll long seed) {
        SyntheticMeeting meeting = meeting(new Random(seed));
        RevisingTracker tracker = new RevisingTracker(
                RevisingTracker.Settings.defaults(), SyntheticMeeting.space(), RevisionWorker.waiting());
        // holds that ids are fresh, revisions and batches count up, positions never go back
        PublishedMeetings published = PublishedMeetings.of(meeting, tracker);

        Map<Long, SpeechTurn> applied = new TreeMap<>();
        for (TimelineEvent event : published.events()) {
            for (SpeechTurn turn : apply(event, applied)) {
                assertThat(turn.toSample()).isLessThanOrEqualTo(event.emittedAtSample());
            }
            PublishedMeetings.holdApart(byStart(applied));
        }

        assertThat(byStart(applied)).isEqualTo(published.turns());
        assertThat(published.meetings())
                .singleElement()
                .satisfies(over -> assertThat(over.turns()).isEqualTo(byStart(applied)));
    }

    /** All that an event says of turns, put into the map without looking at what is there. */
    private static List<SpeechTurn> apply(TimelineEvent event, Map<Long, SpeechTurn> turns) {
        List<SpeechTurn> said = new ArrayList<>();
        switch (event) {
            case TurnStarted(long _, SpeechTurn turn) -> said.add(turn);
            case TurnUpdated(long _, SpeechTurn turn) -> said.add(turn);
            case TurnEnded(long _, SpeechTurn turn) -> said.add(turn);
            case Correction correction ->
                correction.changes().forEach(change -> {
                    switch (change) {
                        case Replaced(SpeechTurn turn) -> said.add(turn);
                        case Withdrawn(long id, int _) -> turns.remove(id);
                    }
                });
            case TimelineEvent.MeetingStarted _, TimelineEvent.MeetingEnded _, TimelineEvent.StreamGap _ -> {}
        }
        said.forEach(turn -> turns.put(turn.id(), turn));
        return said;
    }

    private static List<SpeechTurn> byStart(Map<Long, SpeechTurn> turns) {
        return turns.values().stream()
                .sorted(Comparator.comparingLong(SpeechTurn::fromSample)
                        .thenComparingLong(SpeechTurn::toSample)
                        .thenComparingLong(SpeechTurn::id))
                .toList();
    }

    /** One to six speakers who pause, interrupt each other, sound alike or are no speakers at all. */
    private static SyntheticMeeting meeting(Random random) {
        SyntheticMeeting meeting = new SyntheticMeeting(random.nextLong());
        int speakers = 1 + random.nextInt(6);
        if (speakers > 1 && random.nextInt(3) == 0) {
            meeting.alike(1, 0, 0.3 + 0.4 * random.nextDouble());
        }
        double length = 20 + 100 * random.nextDouble();
        double at = 3 * random.nextDouble();
        while (at < length) {
            double seconds = 0.3 + 6 * random.nextDouble() * random.nextDouble();
            int speaker = random.nextInt(15) == 0 ? SyntheticMeeting.BABBLE : random.nextInt(speakers);
            meeting.talk(speaker, at, at + seconds);
            at += Math.max(0.2, seconds - 1 + 2.5 * random.nextDouble());
        }
        return meeting.until(length);
    }
}
