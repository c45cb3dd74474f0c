package dev.rostrum.daemon.tracking;

import dev.rostrum.daemon.evidence.VoiceEvidence;
import dev.rostrum.daemon.evidence.WindowEvidence;
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
final class HeardMeeting {
    /**
     * How much is kept, and how it is read.
     *
     * @param horizonSamples frames older than this are never decided again
     * @param speech a frame of a piece counts for its direction with at least this mean probability of speech
     * @param board how windows are averaged
     * @param pool which vectors are clustered
     */
    public record Settings(
            long horizonSamples,
            double speech,
            FrameBoard.Settings board,
            VoicePool.Settings pool,
            DirectionBoard.Settings directions) {
        static Settings defaults() {
            return new Settings(
                    20 * 60 * 16_000L,
                    0.5,
                    FrameBoard.Settings.defaults(),
                    VoicePool.Settings.defaults(),
                    DirectionBoard.Settings.defaults());
        }
    }

    /** A window and whom its local speakers were taken for. */
    @SuppressWarnings("ArrayRecordComponent")
    record NamedWindow(HeardWindow window, @Nullable SpeakerId[] talkers) {}

    private final Settings settings;
    private final VoiceSpace space;
    private final FrameBoard board;
    private final DirectionBoard directions;
    private final VoicePool pool;
    private final Deque<NamedWindow> windows = new ArrayDeque<>();
    private final Deque<VoiceEntry> pieces = new ArrayDeque<>();
    private final LabelHistory history;

    /** Nothing yet of a meeting that begins at {@code beginSample}. */
    HeardMeeting(FrameGrid grid, VoiceSpace space, Settings settings, long beginSample) {
        this.settings = settings;
        this.space = space;
        this.board = new FrameBoard(grid, settings.board());
        this.directions = new DirectionBoard(board, settings.directions());
        this.pool = new VoicePool(settings.pool());
        this.history = new LabelHistory(Math.max(0, board.frameAt(beginSample)));
    }

    /** Takes frames and directions of the next window; its voices follow with {@link #keep}. */
    HeardWindow hear(WindowEvidence evidence) {
        board.add(evidence.posteriors());
        directions.add(evidence.directions());
        return HeardWindow.of(evidence, settings.pool(), space, directions);
    }

    /** Keeps a window under the names that its local speakers were given, and the pieces that came with it. */
    void keep(HeardWindow window, @Nullable SpeakerId[] talkers, List<VoiceEvidence> heardPieces) {
        windows.addLast(new NamedWindow(window, talkers));
        for (VoiceEvidence piece : heardPieces) {
            long from = board.frameAt(piece.fromSample());
            long to = board.frameAt(piece.toSample());
            boolean alone = window.alone(from, to) >= settings.pool().pieceAlone();
            VoiceEntry entry = VoiceEntry.of(
                            piece, VoiceEntry.Kind.PIECE, settings.pool().pieceWeight(), alone, space)
                    .from(directions.shares(from, to, frame -> board.speech(frame) >= settings.speech()));
            pieces.addLast(entry);
            pool.addPiece(entry, null, board);
        }
        window.locals().forEach((local, entry) -> pool.addLocal(entry, talkers[local]));
    }

    FrameBoard board() {
        return board;
    }

    DirectionBoard directions() {
        return directions;
    }

    VoicePool pool() {
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
    List<VoiceEntry> piecesBehind(long frame) {
        long fromSample = board.sampleOf(frame);
        List<VoiceEntry> recent = new ArrayList<>();
        for (var backwards = pieces.descendingIterator(); backwards.hasNext(); ) {
            VoiceEntry piece = backwards.next();
            if (piece.toSample() <= fromSample) {
                break;
            }
            recent.add(piece);
        }
        return recent.reversed();
    }

    /** All that a pass looks at, with the frames before {@code decidedFrame}. */
    SlowLane.Meeting snapshot(long decidedFrame, int idsBefore) {
        List<@Nullable SpeakerId> talkers = pool.talkers();
        List<VoiceEntry> entries = pool.entries();
        for (int i = 0; i < talkers.size(); i++) {
            if (talkers.get(i) == null) {
                talkers.set(i, history.at(board.frameAt(entries.get(i).centreSample())));
            }
        }
        List<HeardWindow> heard = windows.stream()
                .map(NamedWindow::window)
                .filter(window -> !window.locals().isEmpty())
                .toList();
        long end = Math.max(board.firstFrame(), Math.min(decidedFrame, board.endFrame()));
        return new SlowLane.Meeting(
                entries,
                talkers,
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
