package dev.rostrum.lab.evaluation;

import dev.rostrum.diarization.evidence.EmbeddingEvidence;
import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.evidence.RecordedPosteriors;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.evidence.WindowHearing;
import dev.rostrum.diarization.window.AudioWindow;
import dev.rostrum.lab.evidence.EvidenceReader;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says of any window what the networks once said of a recorded meeting, which is heard over and over: stands in for
 * both networks in soaks. A window that began later than the recorded one, behind a hole, hears less of it.
 */
public final class RecordedHearing implements WindowHearing {
    private final List<WindowEvidence> windows = new ArrayList<>();
    private final int hopSamples;

    /**
     * Reads a recording whole.
     *
     * @param hopSamples distance between its windows
     */
    public RecordedHearing(Path evidence, int hopSamples) {
        this.hopSamples = hopSamples;
        try (EvidenceReader reader = new EvidenceReader(evidence)) {
            reader.readAll(new EvidenceSink() {
                @Override
                public void accept(WindowEvidence window) {
                    if (window.endSample() % hopSamples == 0) {
                        windows.add(window);
                    }
                }

                @Override
                public void gap(long fromSample, long toSample) {
                    throw new IllegalArgumentException(evidence + " has a hole at " + fromSample);
                }

                @Override
                public void finish(long atSample) {}
            });
        }
    }

    @Override
    public WindowEvidence extract(AudioWindow window) {
        int turn = (int) (window.endSample() / hopSamples % windows.size());
        WindowEvidence recorded = windows.get(turn);
        long shift = window.endSample() - recorded.endSample();
        Map<Integer, EmbeddingEvidence> locals = new HashMap<>();
        recorded.locals().forEach((local, voice) -> {
            if (voice.fromSample() + shift >= window.firstSample()) {
                locals.put(local, moved(voice, shift));
            }
        });
        List<EmbeddingEvidence> pieces = recorded.pieces().stream()
                .filter(piece -> piece.fromSample() + shift >= window.segmentStart())
                .map(piece -> moved(piece, shift))
                .toList();
        return new WindowEvidence(
                window.endSample(), heard(recorded.posteriors(), shift, window.firstSample()), locals, pieces);
    }

    private static EmbeddingEvidence moved(EmbeddingEvidence voice, long shift) {
        return new EmbeddingEvidence(
                voice.fromSample() + shift, voice.toSample() + shift, voice.cleanSeconds(), voice.vector());
    }

    /** The frames that lie behind {@code firstSample}. */
    private static SpeakerPosteriors heard(SpeakerPosteriors recorded, long shift, long firstSample) {
        FrameGrid grid = recorded.grid();
        long begin = recorded.firstSample() + shift;
        int skip = Math.clamp(Math.ceilDiv(firstSample - begin, grid.stepSamples()), 0, recorded.frames() - 1);
        return RecordedPosteriors.copyOf(
                recorded, skip, recorded.frames() - skip, begin + (long) skip * grid.stepSamples());
    }
}
