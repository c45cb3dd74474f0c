package dev.rostrum.diarization.evidence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The vectors made of a window's worth of frames, so that a local speaker is not embedded anew while most of the frames
 * are behind a vector already: behind pieces in which nobody else is heard, or behind the vector of the same or another
 * window's local speaker. Who a local speaker is plays no part: the frames tell. One thread.
 */
final class LocalEmbeddings {
    private record Made(Set<Long> frames, long newest, EmbeddingEvidence evidence) {
        long common(List<Long> clean) {
            return clean.stream().filter(frames::contains).count();
        }
    }

    /** Of the frames from {@code first} up to {@code end}. */
    private record Piece(long first, long end, EmbeddingEvidence evidence) {
        boolean within(List<Long> own) {
            int at = Collections.binarySearch(own, first);
            int last = at + (int) (end - first) - 1;
            return at >= 0 && last < own.size() && own.get(last) == end - 1;
        }
    }

    private final double shared;
    private final int windowFrames;
    private final Deque<Made> made = new ArrayDeque<>();
    private final Deque<Piece> pieces = new ArrayDeque<>();

    /**
     * Of nothing yet.
     *
     * @param shared share of the frames asked for that must be behind a vector, and of the vector's own that must be asked
     *     for
     * @param windowFrames frames of a window
     */
    LocalEmbeddings(double shared, int windowFrames) {
        this.shared = shared;
        this.windowFrames = windowFrames;
    }

    /**
     * What stands for a local speaker, if enough of its frames are behind it.
     *
     * @param own all frames of the window in which it speaks alone, ascending
     * @param newest those of them that are to be behind its vector, to the last
     */
    Optional<EmbeddingEvidence> of(List<Long> own, List<Long> newest) {
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        return ofPieces(own, newest).or(() -> ofEarlier(newest));
    }

    /** The mean of the pieces that lie wholly in {@code own} and at least half in {@code newest}. */
    private Optional<EmbeddingEvidence> ofPieces(List<Long> own, List<Long> newest) {
        List<EmbeddingEvidence> behind = new ArrayList<>();
        long covered = 0;
        double seconds = 0;
        long from = newest.getFirst();
        for (Piece piece : pieces) {
            long inNewest = piece.end() - Math.max(piece.first(), newest.getFirst());
            if (2 * inNewest >= piece.end() - piece.first() && piece.within(own)) {
                long more = piece.end() - Math.max(piece.first(), from);
                behind.add(piece.evidence());
                seconds += piece.evidence().cleanSeconds() * more / (piece.end() - piece.first());
                covered += more;
                from = piece.end();
            }
        }
        return covered >= shared * newest.size() ? Optional.of(mean(behind, (float) seconds)) : Optional.empty();
    }

    private static EmbeddingEvidence mean(List<EmbeddingEvidence> pieces, float seconds) {
        float[] vector = new float[pieces.getFirst().vector().length];
        for (EmbeddingEvidence piece : pieces) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] += piece.vector()[i] / pieces.size();
            }
        }
        return new EmbeddingEvidence(
                pieces.getFirst().fromSample(), pieces.getLast().toSample(), seconds, vector);
    }

    /** The vector that shares most frames with {@code newest}, if those are enough. */
    private Optional<EmbeddingEvidence> ofEarlier(List<Long> newest) {
        Made best = null;
        long most = 0;
        for (Made one : made) {
            long common = one.common(newest);
            if (common > most
                    && common >= shared * newest.size()
                    && common >= shared * one.frames().size()) {
                best = one;
                most = common;
            }
        }
        return Optional.ofNullable(best).map(Made::evidence);
    }

    /** Keeps a vector that was made of {@code frames}, oldest first. */
    void add(List<Long> frames, EmbeddingEvidence evidence) {
        made.addLast(new Made(new HashSet<>(frames), frames.getLast(), evidence));
        made.removeIf(one -> one.newest() < frames.getLast() - windowFrames);
    }

    /** Keeps the vector of a piece: of {@code frames}, which follow one another. Pieces come in order. */
    void addPiece(List<Long> frames, EmbeddingEvidence evidence) {
        pieces.addLast(new Piece(frames.getFirst(), frames.getLast() + 1, evidence));
        while (pieces.getFirst().end() < frames.getLast() - windowFrames) {
            pieces.removeFirst();
        }
    }

    /** Forgets all: frames are numbered anew. */
    void clear() {
        made.clear();
        pieces.clear();
    }
}
