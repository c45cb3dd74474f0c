package dev.rostrum.service.analysis;

import dev.rostrum.diarization.pipeline.ListeningPipeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a path spend what the machine has time for. Analysis thread. */
final class Pacing {
    private static final Logger LOG = LoggerFactory.getLogger(Pacing.class);

    private final LoadLadder ladder;
    private final LatencyDial dial;
    private final ListeningPipeline pipeline;
    private long busyNs;
    private long windows;
    private long windowSample;

    Pacing(LoadLadder ladder, LatencyDial dial, ListeningPipeline pipeline) {
        this.ladder = ladder;
        this.dial = dial;
        this.pipeline = pipeline;
    }

    /** Analysis was busy for {@code ns} with what was handed to the path since the last call. */
    void worked(long ns) {
        busyNs += ns;
        if (pipeline.windows() == windows) {
            return;
        }
        windows = pipeline.windows();
        long samples = pipeline.nextSample() - windowSample;
        windowSample = pipeline.nextSample();
        Effort before = ladder.effort();
        if (samples > 0) {
            // sound that was lost cost nothing: it must not look like sound that was heard in no time
            ladder.heard(
                    busyNs, dial.duration(Math.min(samples, dial.hopSamples())).toNanos());
        }
        busyNs = 0;
        Effort after = ladder.effort();
        if (after != before) {
            dial.spend(after);
            pipeline.spend(dial.hopSamples(), after.embedOneIn());
            LOG.warn(
                    "event=effort spent={} before={} hop-ms={}",
                    after,
                    before,
                    dial.duration(dial.hopSamples()).toMillis());
        }
    }
}
