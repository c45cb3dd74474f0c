package dev.rostrum.service.composition;

import dev.rostrum.diarization.frontend.array.ArrayGeometry;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.service.analysis.Analysis;
import dev.rostrum.service.analysis.LoadLadder;
import dev.rostrum.service.capture.CaptureAgent;
import dev.rostrum.service.capture.CaptureAgent.Overload;
import dev.rostrum.service.time.TimeSource;
import java.util.Optional;

/**
 * What listens.
 *
 * @param array where the source's channels hear; none: only the first counts
 * @param blocks how many blocks analysis may lag behind before sound is dropped
 * @param startMuted begin with the line closed
 */
public record AudioInput(
        TimeSource time,
        AudioSource source,
        Optional<ArrayGeometry> array,
        CaptureAgent.Settings capture,
        int blocks,
        boolean startMuted,
        Analysis hearing) {

    /** When less is spent on it: a file waits for whoever listens, a microphone does not. */
    LoadLadder.Settings ladder() {
        return capture.overload() == Overload.WAIT ? LoadLadder.Settings.never() : hearing.ladder();
    }
}
