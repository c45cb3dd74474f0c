package dev.rostrum.diarization.enrolment;

import dev.rostrum.diarization.evidence.EmbeddingEvidence;
import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the vectors of pieces in which somebody speaks, and nobody else: what a voice is enrolled from. One thread. */
public final class SoloPieces implements EvidenceSink {
    private static final double LEAST_SPEECH = 0.8;

    private final List<float[]> vectors = new ArrayList<>();
    private @Nullable EmbeddingEvidence last;
    private double seconds;

    @Override
    public void accept(WindowEvidence evidence) {
        for (EmbeddingEvidence piece : evidence.pieces()) {
            EmbeddingEvidence before = last;
            boolean fresh = before == null || piece.fromSample() >= before.toSample();
            if (fresh && isSolo(evidence.posteriors(), piece)) {
                last = piece;
                vectors.add(piece.vector());
                seconds += (double) (piece.toSample() - piece.fromSample())
                        / evidence.posteriors().grid().sampleRate();
            }
        }
    }

    @Override
    public void gap(long fromSample, long toSample) {}

    @Override
    public void finish(long atSample) {}

    /** The vectors, of pieces that do not overlap. */
    public List<float[]> vectors() {
        return List.copyOf(vectors);
    }

    /** Speech behind them. */
    public double seconds() {
        return seconds;
    }

    private static boolean isSolo(SpeakerPosteriors posteriors, EmbeddingEvidence piece) {
        FrameGrid grid = posteriors.grid();
        int frames = 0;
        int alone = 0;
        int together = 0;
        for (int frame = 0; frame < posteriors.frames(); frame++) {
            long centre = posteriors.firstSample() + grid.firstCentreSamples() + (long) frame * grid.stepSamples();
            if (centre >= piece.fromSample() && centre < piece.toSample()) {
                int speakers = Integer.bitCount(posteriors.hardMask(frame));
                frames++;
                alone += speakers == 1 ? 1 : 0;
                together += speakers > 1 ? 1 : 0;
            }
        }
        return together == 0 && alone >= LEAST_SPEECH * frames && frames > 0;
    }
}
