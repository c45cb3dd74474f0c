package dev.rostrum.diarization.timeline;

import dev.rostrum.diarization.frontend.Azimuth;
import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.timeline.RevisedSegments.Piece;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Turns old turns into new ones by the fewest changes: an old turn keeps its id in what is most like it. Plain. */
final class TurnMatching {
    private final PublishedTurns.Settings settings;

    TurnMatching(PublishedTurns.Settings settings) {
        this.settings = settings;
    }

    private record Match(SpeechTurn turn, Piece piece, long gain) {}

    /**
     * What makes {@code pieces} of {@code old}.
     *
     * @param newIds ids for turns that are new
     */
    List<TurnChange> changes(List<SpeechTurn> old, List<Piece> pieces, LongSupplier newIds) {
        Map<Long, Piece> pieceOf = new TreeMap<>();
        Set<Piece> matched = new HashSet<>();
        for (Match match : matches(old, pieces)) {
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
                changes.add(replaced(turn.id(), turn.revision() + 1, piece));
            }
        }
        pieces.stream()
                .filter(piece -> !matched.contains(piece))
                .sorted(Comparator.comparing(Piece::stretch, LabelSegment.BY_TIME))
                .forEach(piece -> changes.add(replaced(newIds.getAsLong(), 0, piece)));
        return changes;
    }

    private static TurnChange replaced(long id, int revision, Piece piece) {
        return new TurnChange.Replaced(piece.stretch().asTurn(id, revision, piece.stage()));
    }

    /** All that have something in common, what is most alike first. */
    private static List<Match> matches(List<SpeechTurn> old, List<Piece> pieces) {
        List<Match> matches = new ArrayList<>();
        for (Piece piece : pieces) {
            for (SpeechTurn turn : old) {
                long gain = gain(turn, piece);
                if (gain > 0) {
                    matches.add(new Match(turn, piece, gain));
                }
            }
        }
        matches.sort(Comparator.comparingLong(Match::gain)
                .reversed()
                .thenComparingLong(match -> match.turn().id())
                .thenComparingLong(match -> match.piece().stretch().fromSample()));
        return matches;
    }

    /** Common samples; those of the same speaker count twice, and a turn that goes on must go on. */
    private static long gain(SpeechTurn turn, Piece piece) {
        if (piece.goesOn().filter(turn::equals).isPresent()) {
            return Long.MAX_VALUE;
        }
        long common = piece.stretch().common(turn.fromSample(), turn.toSample());
        return turn.speaker().equals(piece.stretch().speaker()) ? 2 * common : common;
    }

    private boolean same(SpeechTurn turn, Piece piece) {
        LabelSegment stretch = piece.stretch();
        return turn.speaker().equals(stretch.speaker())
                && turn.stage() == piece.stage()
                && turn.certainty() == stretch.certainty()
                && Math.abs(turn.fromSample() - stretch.fromSample()) < settings.sameBoundarySamples()
                && Math.abs(turn.toSample() - stretch.toSample()) < settings.sameBoundarySamples()
                && sameDirection(turn.bearing(), stretch.bearing());
    }

    /** A direction that is not known any more does not change one that was. */
    private boolean sameDirection(Optional<Bearing> old, Optional<Bearing> now) {
        return now.isEmpty()
                || (old.isPresent()
                        && Azimuth.between(old.get().azimuthDegrees(), now.get().azimuthDegrees())
                                <= settings.sameDegrees());
    }
}
