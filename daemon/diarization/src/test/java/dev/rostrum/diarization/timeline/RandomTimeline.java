package dev.rostrum.diarization.timeline;

import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn.Certainty;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Possible timelines of a few short meetings, for properties: turns, corrections, withdrawals, gaps. */
public final class RandomTimeline {
    private final Random random;
    private final List<TimelineEvent> events = new ArrayList<>();
    private final TreeMap<Long, SpeechTurn> turns = new TreeMap<>();
    private long at;
    private long nextId;
    private int batch;

    private RandomTimeline(Random random) {
        this.random = random;
    }

    /** Events whose positions lie below some 300 samples. */
    public static List<TimelineEvent> events(Random random) {
        RandomTimeline timeline = new RandomTimeline(random);
        int meetings = 1 + random.nextInt(2);
        for (int meeting = 1; meeting <= meetings; meeting++) {
            timeline.meeting(meeting);
        }
        return timeline.events;
    }

    private void meeting(int number) {
        turns.clear();
        nextId = 1;
        batch = 0;
        long start = at;
        events.add(new TimelineEvent.MeetingStarted(at, number, start));
        for (int step = random.nextInt(40); step > 0; step--) {
            at += random.nextInt(8);
            step(start);
        }
        events.add(new TimelineEvent.MeetingEnded(at, number, at));
    }

    private void step(long start) {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                SpeechTurn turn = turn(nextId++, 0, start, Stage.OPEN);
                turns.put(turn.id(), turn);
                events.add(new TimelineEvent.TurnStarted(at, turn));
            }
            case 3, 4 -> goOn(Stage.OPEN);
            case 5 -> goOn(Stage.CLOSED);
            case 6 -> correct(start);
            default -> events.add(new TimelineEvent.StreamGap(at, at, at + 1 + random.nextInt(5)));
        }
    }

    private void goOn(Stage stage) {
        List<SpeechTurn> open =
                turns.values().stream().filter(t -> t.stage() == Stage.OPEN).toList();
        if (open.isEmpty()) {
            return;
        }
        SpeechTurn known = open.get(random.nextInt(open.size()));
        SpeechTurn longer = new SpeechTurn(
                known.id(),
                known.revision(),
                known.speaker(),
                known.fromSample(),
                known.toSample() + random.nextInt(9),
                stage,
                Certainty.CONFIRMED,
                random.nextFloat(),
                known.bearing());
        turns.put(longer.id(), longer);
        events.add(
                stage == Stage.OPEN
                        ? new TimelineEvent.TurnUpdated(at, longer)
                        : new TimelineEvent.TurnEnded(at, longer));
    }

    private void correct(long start) {
        List<TimelineEvent.TurnChange> changes = new ArrayList<>();
        for (SpeechTurn known : List.copyOf(turns.values())) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    SpeechTurn changed = turn(known.id(), known.revision() + 1, start, known.stage());
                    turns.put(changed.id(), changed);
                    changes.add(new TimelineEvent.TurnChange.Replaced(changed));
                }
                case 1 -> {
                    turns.remove(known.id());
                    changes.add(new TimelineEvent.TurnChange.Withdrawn(known.id(), known.revision() + 1));
                }
                default -> {}
            }
        }
        SpeechTurn added = turn(nextId++, 0, start, Stage.CLOSED);
        turns.put(added.id(), added);
        changes.add(new TimelineEvent.TurnChange.Replaced(added));
        events.add(new TimelineEvent.Correction(at, ++batch, changes));
    }

    private SpeechTurn turn(long id, int revision, long start, Stage stage) {
        long from = start + random.nextLong(at - start + 1);
        return new SpeechTurn(
                id,
                revision,
                new SpeakerId(1 + random.nextInt(3)),
                from,
                from + 1 + random.nextInt(30),
                stage,
                random.nextBoolean() ? Certainty.PROVISIONAL : Certainty.CONFIRMED,
                random.nextFloat(),
                random.nextBoolean()
                        ? Optional.of(new Bearing(random.nextDouble() * 360, random.nextFloat()))
                        : Optional.empty());
    }
}
