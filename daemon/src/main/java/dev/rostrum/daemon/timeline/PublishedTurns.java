package dev.rostrum.daemon.timeline;

import dev.rostrum.daemon.frontend.Azimuth;
import dev.rostrum.daemon.timeline.SpeechTurn.Certainty;
import dev.rostrum.daemon.timeline.SpeechTurn.Stage;
import dev.rostrum.daemon.timeline.TimelineEvent.Correction;
import dev.rostrum.daemon.timeline.TimelineEvent.TurnChange;
import dev.rostrum.daemon.timeline.TimelineEvent.TurnEnded;
import dev.rostrum.daemon.timeline.TimelineEvent.TurnStarted;
import dev.rostrum.daemon.timeline.TimelineEvent.TurnUpdated;
import dev.rostrum.daemon.tracking.SpeakerId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
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
     * @param bridgeSamples a shorter pause does not end a turn
     * @param sameBoundarySamples a correction does not move a boundary by less
     * @param sameDegrees nor turn a direction by less
     */
    public record Settings(int bridgeSamples, int sameBoundarySamples, double sameDegrees) {
        public static Settings defaults() {
            return new Settings(4_800, 1_600, 15);
        }
    }

    /**
     * A stretch of speech of one talker, not yet a turn.
     *
     * @param confidence 0 to 1
     * @param azimuth in degrees counter-clockwise from +x
     */
    record Stretch(
            SpeakerId speaker,
            long fromSample,
            long toSample,
            Certainty certainty,
            float confidence,
            OptionalDouble azimuth) {
        long common(long from, long to) {
            return Math.max(0, Math.min(toSample, to) - Math.max(fromSample, from));
        }
    }

    private final Settings settings;
    private final Map<Long, SpeechTurn> turns = new TreeMap<>();
    private final Map<SpeakerId, Long> open = new TreeMap<>();
    private long lastId;
    private int batches;

    PublishedTurns(Settings settings) {
        this.settings = settings;
    }

    /**
     * Frames up to {@code untilSample} are decided.
     *
     * @param stretches what is said in them, by time; those of one talker do not overlap
     */
    void extend(List<Stretch> stretches, long untilSample, long now, Consumer<TimelineEvent> out) {
        Set<Long> started = new HashSet<>();
        Map<Long, SpeechTurn> before = new HashMap<>();
        open.values().forEach(id -> before.put(id, known(id)));
        for (Stretch stretch : stretches) {
            SpeechTurn turn = openTurn(stretch.speaker()).orElse(null);
            if (turn != null && stretch.fromSample() - turn.toSample() <= settings.bridgeSamples()) {
                turns.put(turn.id(), grown(turn, stretch));
                continue;
            }
            if (turn != null) {
                tell(turn.id(), started, before, now, out);
                end(turn.id(), now, out);
            }
            SpeechTurn fresh = turn(++lastId, stretch);
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
    }

    /** Nothing follows: all open turns end. */
    void endAll(long now, Consumer<TimelineEvent> out) {
        for (long id : List.copyOf(open.values())) {
            end(id, now, out);
        }
    }

    /**
     * The past is better known: {@code stretches} replace all turns between {@code fromSample} and {@code toSample}.
     * A turn that goes on behind {@code toSample} goes on, under the talker that took over most of it; one that began
     * before {@code fromSample} stays.
     */
    Optional<Correction> revise(List<Stretch> stretches, long fromSample, long toSample, long now) {
        List<SpeechTurn> old = turns.values().stream()
                .filter(turn -> turn.fromSample() >= fromSample && turn.fromSample() < toSample)
                .toList();
        List<Piece> pieces = new ArrayList<>();
        behindFrozen(stretches, fromSample).forEach(stretch -> pieces.add(new Piece(stretch, Optional.empty())));
        for (SpeechTurn turn : old) {
            if (turn.toSample() > toSample || turn.stage() == Stage.OPEN) {
                carryOn(turn, toSample, pieces);
            }
        }
        List<TurnChange> changes = changes(old, pieces);
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        changes.forEach(this::apply);
        return Optional.of(new Correction(now, ++batches, changes));
    }

    /** Turns that ended before {@code sample} will not be corrected any more. */
    void forgetBefore(long sample) {
        turns.values().removeIf(turn -> turn.stage() == Stage.CLOSED && turn.toSample() < sample);
    }

    /**
     * A stretch that is to be a turn.
     *
     * @param goesOn the open or later-ending turn that it must be, if any
     */
    private record Piece(Stretch stretch, Optional<SpeechTurn> goesOn) {
        Stage stage() {
            return goesOn.map(SpeechTurn::stage).orElse(Stage.CLOSED);
        }
    }

    /** Without what reaches into turns of the same talker that began too long ago to be corrected. */
    private List<Stretch> behindFrozen(List<Stretch> stretches, long fromSample) {
        List<Stretch> kept = new ArrayList<>();
        for (Stretch stretch : stretches) {
            long from = stretch.fromSample();
            for (SpeechTurn turn : turns.values()) {
                if (turn.fromSample() < fromSample && turn.speaker().equals(stretch.speaker())) {
                    from = Math.max(from, turn.toSample());
                }
            }
            if (from < stretch.toSample()) {
                kept.add(new Stretch(
                        stretch.speaker(),
                        from,
                        stretch.toSample(),
                        stretch.certainty(),
                        stretch.confidence(),
                        stretch.azimuth()));
            }
        }
        return kept;
    }

    /** Adds what of {@code turn} lies behind {@code atSample}, joined to the stretch that leads up to it. */
    private void carryOn(SpeechTurn turn, long atSample, List<Piece> pieces) {
        SpeakerId taking = takenOverBy(turn, atSample, pieces);
        // who has begun another turn since cannot go on with this one too
        SpeakerId speaker = beganSince(taking, atSample) ? turn.speaker() : taking;
        long goesOnUntil = pieces.stream()
                .filter(piece ->
                        piece.goesOn().isPresent() && piece.stretch().speaker().equals(speaker))
                .mapToLong(piece -> piece.stretch().toSample())
                .max()
                .orElse(0);
        if (goesOnUntil + settings.bridgeSamples() >= turn.toSample()) {
            return; // another turn of that talker goes on already; this one ends where the new opinion says
        }
        Optional<Piece> leading = pieces.stream()
                .filter(piece -> piece.goesOn().isEmpty()
                        && piece.stretch().speaker().equals(speaker)
                        && atSample - piece.stretch().toSample() <= settings.bridgeSamples())
                .max(Comparator.comparingLong(piece -> piece.stretch().toSample()));
        long from = leading.map(piece -> piece.stretch().fromSample()).orElse(Math.max(atSample, goesOnUntil));
        leading.ifPresent(pieces::remove);
        long to = Math.max(
                turn.toSample(),
                leading.map(piece -> piece.stretch().toSample()).orElse(0L));
        if (to > from) {
            Certainty certainty =
                    leading.map(piece -> piece.stretch().certainty()).orElse(turn.certainty());
            float confidence =
                    leading.map(piece -> piece.stretch().confidence()).orElse(turn.confidence());
            OptionalDouble azimuth = leading.map(piece -> piece.stretch().azimuth())
                    .filter(OptionalDouble::isPresent)
                    .orElse(turn.azimuthDegrees());
            pieces.add(new Piece(new Stretch(speaker, from, to, certainty, confidence, azimuth), Optional.of(turn)));
        }
    }

    private boolean beganSince(SpeakerId speaker, long sample) {
        return turns.values().stream()
                .anyMatch(turn -> turn.fromSample() >= sample && turn.speaker().equals(speaker));
    }

    /** Who speaks in most of the turn before {@code atSample}, if it is somebody else in at least half of it. */
    private static SpeakerId takenOverBy(SpeechTurn turn, long atSample, List<Piece> pieces) {
        Map<SpeakerId, Long> common = new TreeMap<>();
        long to = Math.min(turn.toSample(), atSample);
        for (Piece piece : pieces) {
            if (piece.goesOn().isEmpty()) {
                common.merge(piece.stretch().speaker(), piece.stretch().common(turn.fromSample(), to), Long::sum);
            }
        }
        long own = common.getOrDefault(turn.speaker(), 0L);
        return common.entrySet().stream()
                .filter(entry -> entry.getValue() > own && 2 * entry.getValue() >= to - turn.fromSample())
                .max(Map.Entry.<SpeakerId, Long>comparingByValue()
                        .thenComparing(
                                Map.Entry.<SpeakerId, Long>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElse(turn.speaker());
    }

    private record Match(SpeechTurn turn, Piece piece, long gain) {}

    /** Old turns keep their ids in what is most like them. */
    private List<TurnChange> changes(List<SpeechTurn> old, List<Piece> pieces) {
        List<Match> matches = new ArrayList<>();
        for (Piece piece : pieces) {
            for (SpeechTurn turn : old) {
                long gain = piece.stretch().common(turn.fromSample(), turn.toSample());
                if (turn.speaker().equals(piece.stretch().speaker())) {
                    gain *= 2;
                }
                if (piece.goesOn().filter(turn::equals).isPresent()) {
                    gain = Long.MAX_VALUE;
                }
                if (gain > 0) {
                    matches.add(new Match(turn, piece, gain));
                }
            }
        }
        matches.sort(Comparator.comparingLong(Match::gain)
                .reversed()
                .thenComparingLong(match -> match.turn().id())
                .thenComparingLong(match -> match.piece().stretch().fromSample()));
        Map<Long, Piece> pieceOf = new TreeMap<>();
        Set<Piece> matched = new HashSet<>();
        for (Match match : matches) {
            if (!pieceOf.containsKey(match.turn().id()) && matched.add(match.piece())) {
                pieceOf.put(match.turn().id(), match.piece());
            }
        }
        List<TurnChange> changes = new ArrayList<>();
        for (SpeechTurn turn : old) {
            Piece piece = pieceOf.get(turn.id());
            if (piece == null) {
                changes.add(new TurnChange.Withdrawn(turn.id(), turn.revision() + 1));
            } else if (!same(turn, piece)) {
                changes.add(new TurnChange.Replaced(turn(turn.id(), turn.revision() + 1, piece)));
            }
        }
        pieces.stream()
                .filter(piece -> !matched.contains(piece))
                .sorted(Comparator.comparingLong(
                                (Piece piece) -> piece.stretch().fromSample())
                        .thenComparing(piece -> piece.stretch().speaker()))
                .forEach(piece -> changes.add(new TurnChange.Replaced(turn(++lastId, 0, piece))));
        return changes;
    }

    private boolean same(SpeechTurn turn, Piece piece) {
        Stretch stretch = piece.stretch();
        return turn.speaker().equals(stretch.speaker())
                && turn.stage() == piece.stage()
                && turn.certainty() == stretch.certainty()
                && Math.abs(turn.fromSample() - stretch.fromSample()) < settings.sameBoundarySamples()
                && Math.abs(turn.toSample() - stretch.toSample()) < settings.sameBoundarySamples()
                && sameDirection(turn.azimuthDegrees(), stretch.azimuth());
    }

    /** A direction that is not known any more does not change one that was. */
    private boolean sameDirection(OptionalDouble old, OptionalDouble now) {
        return now.isEmpty()
                || (old.isPresent() && Azimuth.between(old.getAsDouble(), now.getAsDouble()) <= settings.sameDegrees());
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
        SpeechTurn closed = new SpeechTurn(
                id,
                turn.revision(),
                turn.speaker(),
                turn.fromSample(),
                turn.toSample(),
                Stage.CLOSED,
                turn.certainty(),
                turn.confidence(),
                turn.azimuthDegrees());
        turns.put(id, closed);
        open.values().remove(id);
        out.accept(new TurnEnded(now, closed));
    }

    private static SpeechTurn grown(SpeechTurn turn, Stretch stretch) {
        long before = turn.toSample() - turn.fromSample();
        long more = stretch.toSample() - stretch.fromSample();
        float confidence = (turn.confidence() * before + stretch.confidence() * more) / (before + more);
        return new SpeechTurn(
                turn.id(),
                turn.revision(),
                turn.speaker(),
                turn.fromSample(),
                stretch.toSample(),
                Stage.OPEN,
                stretch.certainty(),
                confidence,
                blended(turn.azimuthDegrees(), stretch.azimuth(), (double) more / (before + more)));
    }

    /** The direction of two stretches together; the second has this share of them. */
    private static OptionalDouble blended(OptionalDouble first, OptionalDouble second, double share) {
        if (first.isEmpty() || second.isEmpty()) {
            return first.isPresent() ? first : second;
        }
        double turned = share * Azimuth.turn(first.getAsDouble(), second.getAsDouble());
        return OptionalDouble.of(Azimuth.normal(first.getAsDouble() + turned));
    }

    private static SpeechTurn turn(long id, Stretch stretch) {
        return turn(id, 0, stretch, Stage.OPEN);
    }

    private static SpeechTurn turn(long id, int revision, Piece piece) {
        return turn(id, revision, piece.stretch(), piece.stage());
    }

    private static SpeechTurn turn(long id, int revision, Stretch stretch, Stage stage) {
        return new SpeechTurn(
                id,
                revision,
                stretch.speaker(),
                stretch.fromSample(),
                stretch.toSample(),
                stage,
                stretch.certainty(),
                stretch.confidence(),
                stretch.azimuth());
    }
}
