package dev.rostrum.diarization.timeline;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.RevisedSegments.Piece;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.diarization.timeline.TimelineEvent.Correction;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnEnded;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnStarted;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnUpdated;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The turns of one meeting as published: grows them as frames are decided, and turns a second opinion about the past
 * into the fewest changes of whole turns. Keeps state: turns that may still be corrected. Analysis thread.
 */
final class PublishedTurns {
    /**
     * What makes a turn.
     *
     * @param shortestSamples what is shorter is no turn: it waits until it has grown, or is never told
     * @param bridgeSamples a shorter pause does not end a turn
     * @param sameBoundarySamples a correction does not move a boundary by less
     * @param sameDegrees nor turn a direction by less
     */
    public record Settings(int shortestSamples, int bridgeSamples, int sameBoundarySamples, double sameDegrees) {
        public static Settings defaults() {
            return new Settings(1_600, 4_800, 1_600, 15);
        }
    }

    private final Settings settings;
    private final TurnMatching matching;
    private final Map<Long, SpeechTurn> turns = new TreeMap<>();
    private final Map<SpeakerId, Long> open = new TreeMap<>();
    /** What is still too short to be told; a speaker with an open turn has none. */
    private final Map<SpeakerId, LabelSegment> held = new TreeMap<>();

    private long lastId;
    private int batches;

    PublishedTurns(Settings settings) {
        this.settings = settings;
        this.matching = new TurnMatching(settings);
    }

    /**
     * Frames up to {@code untilSample} are decided.
     *
     * @param stretches what is said in them, by time; those of one speaker do not overlap
     */
    void extend(List<LabelSegment> stretches, long untilSample, long now, Consumer<TimelineEvent> out) {
        Set<Long> started = new HashSet<>();
        Map<Long, SpeechTurn> before = new HashMap<>();
        open.values().forEach(id -> before.put(id, known(id)));
        for (LabelSegment stretch : stretches) {
            SpeechTurn turn = openTurn(stretch.speaker()).orElse(null);
            if (turn != null && stretch.fromSample() - turn.toSample() <= settings.bridgeSamples()) {
                turns.put(turn.id(), LabelSegment.of(turn).and(stretch).asTurn(turn.id(), turn.revision(), Stage.OPEN));
                continue;
            }
            if (turn != null) {
                tell(turn.id(), started, before, now, out);
                end(turn.id(), now, out);
            }
            LabelSegment whole = withHeld(stretch);
            if (whole.samples() < settings.shortestSamples()) {
                held.put(whole.speaker(), whole);
                continue;
            }
            SpeechTurn fresh = whole.asTurn(++lastId, 0, Stage.OPEN);
            turns.put(fresh.id(), fresh);
            open.put(fresh.speaker(), fresh.id());
            started.add(fresh.id());
        }
        for (long id : List.copyOf(open.values())) {
            tell(id, started, before, now, out);
            if (untilSample - known(id).toSample() > settings.bridgeSamples()) {
                end(id, now, out);
            }
        }
        held.values().removeIf(stretch -> untilSample - stretch.toSample() > settings.bridgeSamples());
    }

    /** The stretch, with what was held back of the same speaker just before it. */
    private LabelSegment withHeld(LabelSegment stretch) {
        LabelSegment before = held.remove(stretch.speaker());
        return before != null && stretch.fromSample() - before.toSample() <= settings.bridgeSamples()
                ? before.and(stretch)
                : stretch;
    }

    /** Nothing follows: all open turns end. */
    void endAll(long now, Consumer<TimelineEvent> out) {
        held.clear();
        for (long id : List.copyOf(open.values())) {
            end(id, now, out);
        }
    }

    /**
     * The past is better known: {@code stretches} replace all turns that began between {@code fromSample} and
     * {@code toSample}, as {@link RevisedSegments} fits them in.
     */
    Optional<Correction> revise(List<LabelSegment> stretches, long fromSample, long toSample, long now) {
        List<SpeechTurn> old = turns.values().stream()
                .filter(turn -> turn.fromSample() >= fromSample && turn.fromSample() < toSample)
                .toList();
        held.values().removeIf(stretch -> stretch.fromSample() < toSample); // the second opinion holds of it
        List<Piece> pieces = longEnough(new RevisedSegments(turns.values(), settings.bridgeSamples())
                .fitted(stretches, old, fromSample, toSample));
        List<TurnChange> changes = matching.changes(old, pieces, () -> ++lastId);
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        changes.forEach(this::apply);
        return Optional.of(new Correction(now, ++batches, changes));
    }

    /** The pieces that are turns; of the others, those that still grow are held back. */
    private List<Piece> longEnough(List<Piece> pieces) {
        List<Piece> kept = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece.stretch().samples() >= settings.shortestSamples()) {
                kept.add(piece);
            } else if (piece.stage() == Stage.OPEN) {
                held.put(piece.stretch().speaker(), piece.stretch());
            }
        }
        return kept;
    }

    /** Turns that ended before {@code sample} will not be corrected any more. */
    void forgetBefore(long sample) {
        turns.values().removeIf(turn -> turn.stage() == Stage.CLOSED && turn.toSample() < sample);
    }

    private void apply(TurnChange change) {
        switch (change) {
            case TurnChange.Replaced(SpeechTurn turn) -> {
                open.values().remove(turn.id());
                turns.put(turn.id(), turn);
                if (turn.stage() == Stage.OPEN) {
                    open.put(turn.speaker(), turn.id());
                }
            }
            case TurnChange.Withdrawn(long id, int _) -> {
                open.values().remove(id);
                turns.remove(id);
            }
        }
    }

    private SpeechTurn known(long id) {
        return Objects.requireNonNull(turns.get(id));
    }

    private Optional<SpeechTurn> openTurn(SpeakerId speaker) {
        return Optional.ofNullable(open.get(speaker)).map(turns::get);
    }

    private void tell(long id, Set<Long> started, Map<Long, SpeechTurn> before, long now, Consumer<TimelineEvent> out) {
        SpeechTurn turn = known(id);
        if (started.remove(id)) {
            out.accept(new TurnStarted(now, turn));
        } else if (!turn.equals(before.get(id)) && before.containsKey(id)) {
            out.accept(new TurnUpdated(now, turn));
        }
        before.put(id, turn);
    }

    private void end(long id, long now, Consumer<TimelineEvent> out) {
        SpeechTurn turn = known(id);
        SpeechTurn closed = LabelSegment.of(turn).asTurn(id, turn.revision(), Stage.CLOSED);
        turns.put(id, closed);
        open.values().remove(id);
        out.accept(new TurnEnded(now, closed));
    }
}
