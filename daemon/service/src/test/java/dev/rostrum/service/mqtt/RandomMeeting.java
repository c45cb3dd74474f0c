package dev.rostrum.service.mqtt;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.SpeechTurn.Certainty;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import dev.rostrum.service.event.RoomEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A seeded meeting of random turns and corrections, and the turns with which it must end. */
final class RandomMeeting {
    private final Random random;
    private final TreeMap<Long, SpeechTurn> truth = new TreeMap<>();
    private long position;
    private long nextId = 1;
    private int batch;

    RandomMeeting(long seed, long startSample) {
        this.random = new Random(seed);
        this.position = startSample;
    }

    long position() {
        return position;
    }

    RoomEvent start(long meeting) {
        return event(new TimelineEvent.MeetingStarted(position, meeting, position));
    }

    RoomEvent end(long meeting) {
        return event(new TimelineEvent.MeetingEnded(position, meeting, position));
    }

    /** The next thing that happens. */
    RoomEvent next() {
        position += 1 + random.nextInt(8000);
        List<SpeechTurn> open =
                truth.values().stream().filter(t -> t.stage() == Stage.OPEN).toList();
        int choice = random.nextInt(10);
        if (truth.size() > 3 && choice == 0) {
            return event(new TimelineEvent.Correction(position, ++batch, changes(random.nextInt(20) == 0 ? 400 : 4)));
        }
        if (open.isEmpty() || (choice < 4 && open.size() < 3)) {
            SpeechTurn turn = turn(nextId++, 0, position - 1, position, Stage.OPEN);
            return event(new TimelineEvent.TurnStarted(position, keep(turn)));
        }
        SpeechTurn old = open.get(random.nextInt(open.size()));
        Stage stage = choice < 7 ? Stage.OPEN : Stage.CLOSED;
        long to = Math.max(old.toSample(), position);
        SpeechTurn grown = new SpeechTurn(
                old.id(),
                old.revision(),
                old.speaker(),
                old.fromSample(),
                to,
                stage,
                Certainty.CONFIRMED,
                0.5f,
                Optional.empty());
        keep(grown);
        return event(
                stage == Stage.OPEN
                        ? new TimelineEvent.TurnUpdated(position, grown)
                        : new TimelineEvent.TurnEnded(position, grown));
    }

    /** Closes whatever is open, so that paced updates cannot differ from the truth. */
    List<RoomEvent> closeAll() {
        List<RoomEvent> events = new ArrayList<>();
        for (SpeechTurn t : List.copyOf(truth.values())) {
            if (t.stage() == Stage.OPEN) {
                SpeechTurn closed = new SpeechTurn(
                        t.id(),
                        t.revision(),
                        t.speaker(),
                        t.fromSample(),
                        t.toSample(),
                        Stage.CLOSED,
                        t.certainty(),
                        t.confidence(),
                        t.bearing());
                events.add(event(new TimelineEvent.TurnEnded(position, keep(closed))));
            }
        }
        return events;
    }

    /** Speaker, from and to of every turn as it must end. */
    Set<String> lines() {
        Set<String> lines = new TreeSet<>();
        truth.values().forEach(t -> lines.add(MeetingConsumer.line(t.speaker().label(), t.fromSample(), t.toSample())));
        return lines;
    }

    private List<TurnChange> changes(int count) {
        List<TurnChange> changes = new ArrayList<>();
        List<SpeechTurn> now = new ArrayList<>(truth.values());
        for (int i = 0; i < count; i++) {
            SpeechTurn old = now.get(random.nextInt(now.size()));
            if (random.nextInt(4) == 0 && truth.containsKey(old.id()) && truth.size() > 3) {
                truth.remove(old.id());
                changes.add(new TurnChange.Withdrawn(old.id(), old.revision() + 1));
            } else if (truth.containsKey(old.id())) {
                long to = old.fromSample() + 1 + random.nextInt(20_000);
                changes.add(new TurnChange.Replaced(
                        keep(turn(old.id(), old.revision() + 1, old.fromSample(), to, Stage.CLOSED))));
            } else {
                changes.add(new TurnChange.Replaced(
                        keep(turn(nextId++, 0, old.fromSample(), old.toSample(), Stage.CLOSED))));
            }
        }
        return changes;
    }

    private SpeechTurn turn(long id, int revision, long from, long to, Stage stage) {
        return new SpeechTurn(
                id,
                revision,
                new SpeakerId(1 + random.nextInt(5)),
                from,
                to,
                stage,
                Certainty.PROVISIONAL,
                0.5f,
                Optional.empty());
    }

    private SpeechTurn keep(SpeechTurn turn) {
        truth.put(turn.id(), turn);
        return turn;
    }

    private static RoomEvent event(TimelineEvent event) {
        return new RoomEvent.Timeline(event);
    }
}
