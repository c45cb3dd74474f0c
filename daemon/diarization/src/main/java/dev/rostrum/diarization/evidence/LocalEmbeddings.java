package dev.rostrum.diarization.evidence;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The vectors of local speakers that were made of a window's worth of frames, so that they are not made again while
 * most of the frames are the same. Who a local speaker is plays no part: the frames tell. One thread.
 */
final class LocalEmbeddings {
    private record Made(Set<Long> frames, long newest, EmbeddingEvidence evidence) {
        long common(List<Long> clean) {
            return clean.stream().filter(frames::contains).count();
        }
    }

    private final double shared;
    private final int windowFrames;
    private final Deque<Made> made = new ArrayDeque<>();

    /**
     * Of nothing yet.
     *
     * @param shared share of the frames asked for that a vector must have been made of, and of its own that must be asked
     *     for
     * @param windowFrames frames of a window
     */
    LocalEmbeddings(double shared, int windowFrames) {
        this.shared = shared;
        this.windowFrames = windowFrames;
    }

    /** The vector that shares most frames with {@code clean}, if those are enough. */
    Optional<EmbeddingEvidence> of(List<Long> clean) {
        Made best = null;
        long most = 0;
        for (Made one : made) {
            long common = one.common(clean);
            if (common > most
                    && common >= shared * clean.size()
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

    /** Forgets all: frames are numbered anew. */
    void clear() {
        made.clear();
    }
}
