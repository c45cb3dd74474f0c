package dev.rostrum.diarization.timeline;

import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the turns of the past are to be: the stretches of a second opinion, fitted to the turns around them. A turn
 * that goes on behind the opinion goes on, under the speaker that took over most of it; one that began too long ago to
 * be corrected stays. Made for one correction.
 */
final class RevisedSegments {
    /**
     * A stretch that is to be a turn.
     *
     * @param goesOn the open or later-ending turn that it must be, if any
     */
    record Piece(LabelSegment stretch, Optional<SpeechTurn> goesOn) {
        Stage stage() {
            return goesOn.map(SpeechTurn::stage).orElse(Stage.CLOSED);
        }

        /** Whether it stands for speech of {@code speaker} and for no turn that goes on. */
        private boolean isFreeFor(SpeakerId speaker) {
            return goesOn.isEmpty() && stretch.speaker().equals(speaker);
        }
    }

    private final Collection<SpeechTurn> turns;
    private final int bridgeSamples;
    private final List<Piece> pieces = new ArrayList<>();

    /**
     * @param turns all turns known; LENT
     * @param bridgeSamples a shorter pause does not end a turn
     */
    RevisedSegments(Collection<SpeechTurn> turns, int bridgeSamples) {
        this.turns = turns;
        this.bridgeSamples = bridgeSamples;
    }

    /**
     * @param stretches the second opinion on what lies between {@code fromSample} and {@code toSample}
     * @param old the turns that began there
     */
    List<Piece> fitted(List<LabelSegment> stretches, List<SpeechTurn> old, long fromSample, long toSample) {
        behindFrozen(stretches, fromSample).forEach(stretch -> pieces.add(new Piece(stretch, Optional.empty())));
        for (SpeechTurn turn : old) {
            if (turn.toSample() > toSample || turn.stage() == Stage.OPEN) {
                carryOn(turn, toSample);
            }
        }
        return List.copyOf(pieces);
    }

    /** Without what reaches into turns of the same speaker that began too long ago to be corrected. */
    private List<LabelSegment> behindFrozen(List<LabelSegment> stretches, long fromSample) {
        List<LabelSegment> kept = new ArrayList<>();
        for (LabelSegment stretch : stretches) {
            long from = stretch.fromSample();
            for (SpeechTurn turn : turns) {
                if (turn.fromSample() < fromSample && turn.speaker().equals(stretch.speaker())) {
                    from = Math.max(from, turn.toSample());
                }
            }
            if (from < stretch.toSample()) {
                kept.add(stretch.beginningAt(from));
            }
        }
        return kept;
    }

    /** Adds what of {@code turn} lies behind {@code atSample}, joined to the stretch that leads up to it. */
    private void carryOn(SpeechTurn turn, long atSample) {
        SpeakerId taking = takenOverBy(turn, atSample);
        // who has begun another turn since cannot go on with this one too
        SpeakerId speaker = beganSince(taking, atSample) ? turn.speaker() : taking;
        long goesOnUntil = goesOnUntil(speaker);
        if (goesOnUntil + bridgeSamples >= turn.toSample()) {
            return; // another turn of that speaker goes on already; this one ends where the new opinion says
        }
        Optional<Piece> leading = pieces.stream()
                .filter(piece ->
                        piece.isFreeFor(speaker) && atSample - piece.stretch().toSample() <= bridgeSamples)
                .max(Comparator.comparingLong(piece -> piece.stretch().toSample()));
        leading.ifPresent(pieces::remove);
        LabelSegment whole = leading.map(piece -> joined(piece.stretch(), turn))
                .orElseGet(() -> rest(turn, speaker, Math.max(atSample, goesOnUntil)));
        if (whole.toSample() > whole.fromSample()) {
            pieces.add(new Piece(whole, Optional.of(turn)));
        }
    }

    private long goesOnUntil(SpeakerId speaker) {
        return pieces.stream()
                .filter(piece ->
                        piece.goesOn().isPresent() && piece.stretch().speaker().equals(speaker))
                .mapToLong(piece -> piece.stretch().toSample())
                .max()
                .orElse(0);
    }

    private static LabelSegment joined(LabelSegment leading, SpeechTurn turn) {
        Optional<Bearing> bearing = leading.bearing().or(turn::bearing);
        return new LabelSegment(
                leading.speaker(),
                leading.fromSample(),
                Math.max(turn.toSample(), leading.toSample()),
                leading.certainty(),
                leading.confidence(),
                bearing);
    }

    private static LabelSegment rest(SpeechTurn turn, SpeakerId speaker, long fromSample) {
        return new LabelSegment(
                speaker, fromSample, turn.toSample(), turn.certainty(), turn.confidence(), turn.bearing());
    }

    private boolean beganSince(SpeakerId speaker, long sample) {
        return turns.stream()
                .anyMatch(turn -> turn.fromSample() >= sample && turn.speaker().equals(speaker));
    }

    /** Who speaks in most of the turn before {@code atSample}, if it is somebody else in at least half of it. */
    private SpeakerId takenOverBy(SpeechTurn turn, long atSample) {
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
}
