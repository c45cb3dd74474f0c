package dev.rostrum.lab.study;

import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.lab.evidence.EvidenceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All evidence of a recording without gaps, to be told many times.
 *
 * @param windows in order
 * @param endSample where the recording ends
 */
record RecordedEvidence(List<WindowEvidence> windows, long endSample) {
    RecordedEvidence {
        windows = List.copyOf(windows);
    }

    /**
     * Reads a recording whole.
     *
     * @throws IllegalArgumentException there is a gap in it
     */
    static RecordedEvidence read(Path evidence) {
        List<WindowEvidence> windows = new ArrayList<>();
        long[] end = new long[1];
        try (EvidenceReader reader = new EvidenceReader(evidence)) {
            reader.readAll(new EvidenceSink() {
                @Override
                public void accept(WindowEvidence window) {
                    windows.add(window);
                }

                @Override
                public void gap(long fromSample, long toSample) {
                    throw new IllegalArgumentException(evidence + " has a gap at sample " + fromSample);
                }

                @Override
                public void finish(long atSample) {
                    end[0] = atSample;
                }
            });
        }
        return new RecordedEvidence(windows, end[0]);
    }

    /** Tells everything in order, and the end. */
    void tell(EvidenceSink sink) {
        windows.forEach(sink::accept);
        sink.finish(endSample);
    }
}
