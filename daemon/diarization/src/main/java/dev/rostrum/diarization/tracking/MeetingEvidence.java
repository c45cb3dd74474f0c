package dev.rostrum.diarization.tracking;

import dev.rostrum.diarization.evidence.EmbeddingEvidence;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.tracking.direction.DirectionHistory;
import dev.rostrum.diarization.tracking.embedding.EmbeddingPool;
import dev.rostrum.diarization.tracking.embedding.EmbeddingTransform;
import dev.rostrum.diarization.tracking.embedding.WeightedEmbedding;
import dev.rostrum.diarization.tracking.frame.FramePosteriors;
import dev.rostrum.diarization.tracking.frame.LabelHistory;
import dev.rostrum.model.segmentation.FrameGrid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was heard of a meeting: windows, pieces, frames and published labels of the horizon, and a bounded pool of
 * vectors of all of it. Keeps state. Analysis thread.
 */
final class MeetingEvidence {
    /**
     * How much is kept, and how it is read.
     *
     * @param horizonSamples frames older than this are never decided again
     * @param pool which vectors are clustered
     */
    public record Settings(long horizonSamples, EmbeddingPool.Settings pool, DirectionHistory.Settings directions) {
        static Settings defaults() {
            return new Settings(
                    20 * 60 * 16_000L, EmbeddingPool.Settings.defaults(), DirectionHistory.Settings.defaults());
        }
    }

    /** A window and whom its local speakers were taken for. */
    @SuppressWarnings("ArrayRecordComponent")
    record NamedWindow(LocalSpeakers window, @Nullable SpeakerId[] speakers) {}

    private final Settings settings;
    private final EmbeddingTransform space;
    private final FramePosteriors board;
    private final DirectionHistory directions;
    private final EmbeddingPool pool;
    private final Deque<NamedWindow> windows = new ArrayDeque<>();
    private final Deque<WeightedEmbedding> pieces = new ArrayDeque<>();
    private final LabelHistory history;

    /** Nothing yet of a meeting that begins at {@code beginSample}. */
    MeetingEvidence(FrameGrid grid, EmbeddingTransform space, Settings settings, long beginSample) {
        this.settings = settings;
        this.space = space;
        this.board = new FramePosteriors(grid);
        this.directions = new DirectionHistory(board, settings.directions());
        this.pool = new EmbeddingPool(settings.pool());
        this.history = new LabelHistory(Math.max(0, board.frameAt(beginSample)));
    }

    /** Takes frames and directions of the next window; its voices follow with {@link #keep}. */
    LocalSpeakers hear(WindowEvidence evidence) {
        board.add(evidence.posteriors());
        directions.add(evidence.directions());
        return LocalSpeakers.of(evidence, settings.pool(), space);
    }

    /** Keeps a window under the names that its local speakers were given, and the pieces that came with it. */
    void keep(LocalSpeakers window, @Nullable SpeakerId[] speakers, List<EmbeddingEvidence> heardPieces) {
        windows.addLast(new NamedWindow(window, speakers));
        for (EmbeddingEvidence piece : heardPieces) {
            long from = board.frameAt(piece.fromSample());
            long to = board.frameAt(piece.toSample());
            boolean alone = window.alone(from, to) >= settings.pool().pieceAlone();
            WeightedEmbedding entry = WeightedEmbedding.of(piece, 1, alone, space);
            pieces.addLast(entry);
            pool.addPiece(entry, null, board);
        }
        window.locals().forEach((local, entry) -> pool.add(entry, speakers[local]));
    }

    FramePosteriors board() {
        return board;
    }

    DirectionHistory directions() {
        return directions;
    }

    EmbeddingPool pool() {
        return pool;
    }

    LabelHistory history() {
        return history;
    }

    /** The windows of the horizon, by time. LENT. */
    Iterable<NamedWindow> windows() {
        return windows;
    }

    /** The pieces that reach behind {@code frame}, by time. */
    List<WeightedEmbedding> piecesBehind(long frame) {
        long fromSample = board.sampleOf(frame);
        List<WeightedEmbedding> recent = new ArrayList<>();
        for (var backwards = pieces.descendingIterator(); backwards.hasNext(); ) {
            WeightedEmbedding piece = backwards.next();
            if (piece.toSample() <= fromSample) {
                break;
            }
            recent.add(piece);
        }
        return recent.reversed();
    }

    /** All that a pass looks at, with the frames before {@code decidedFrame}. */
    MeetingRevision.Meeting snapshot(long decidedFrame, int idsBefore) {
        List<@Nullable SpeakerId> speakers = pool.speakers();
        List<WeightedEmbedding> entries = pool.entries();
        for (int i = 0; i < speakers.size(); i++) {
            if (speakers.get(i) == null) {
                speakers.set(i, history.at(board.frameAt(entries.get(i).centreSample())));
            }
        }
        List<LocalSpeakers> heard = windows.stream()
                .map(NamedWindow::window)
                .filter(window -> !window.locals().isEmpty())
                .toList();
        long end = Math.max(board.firstFrame(), Math.min(decidedFrame, board.endFrame()));
        return new MeetingRevision.Meeting(
                entries,
                speakers,
                idsBefore,
                heard,
                List.copyOf(pieces),
                board,
                board.copy(board.firstFrame(), end),
                directions.copy(board.firstFrame(), end));
    }

    /** Drops what lies behind the horizon. */
    void forget() {
        long horizonFrame = board.frameAt(board.sampleOf(board.endFrame()) - settings.horizonSamples());
        if (horizonFrame <= board.firstFrame()) {
            return;
        }
        board.forgetBefore(horizonFrame);
        directions.forgetBefore(horizonFrame);
        history.forgetBefore(horizonFrame);
        while (!windows.isEmpty() && windows.getFirst().window.firstFrame() < horizonFrame) {
            windows.removeFirst();
        }
        long horizonSample = board.sampleOf(horizonFrame);
        while (!pieces.isEmpty() && pieces.getFirst().fromSample() < horizonSample) {
            pieces.removeFirst();
        }
    }
}
