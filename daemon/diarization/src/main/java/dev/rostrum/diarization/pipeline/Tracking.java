package dev.rostrum.diarization.pipeline;

import dev.rostrum.diarization.timeline.MeetingTracker;
import dev.rostrum.diarization.timeline.RevisingTracker;
import dev.rostrum.diarization.tracking.RevisionWorker;
import dev.rostrum.diarization.tracking.embedding.EmbeddingTransform;
import java.util.concurrent.Executor;

/** The tracker that this build listens with; the one place that chooses it. */
public final class Tracking {
    private Tracking() {}

    /**
     * A tracker at the beginning of a stream whose revision works on the caller's thread: the same sound gives the
     * same events.
     *
     * @param latencySamples how long after an instant its label must stand; at least {@code hopSamples}
     * @param hopSamples distance between windows
     */
    public static MeetingTracker newTracker(int latencySamples, int hopSamples) {
        RevisingTracker.Settings settings = RevisingTracker.Settings.defaults().withTiming(latencySamples, hopSamples);
        return newTracker(settings, EmbeddingTransform.packaged());
    }

    /** The same with other settings, for the vectors of a network that {@code transform} was fitted to. */
    public static MeetingTracker newTracker(RevisingTracker.Settings settings, EmbeddingTransform transform) {
        return new RevisingTracker(settings, transform, RevisionWorker.waiting());
    }

    /** As {@link #newLiveTracker(RevisingTracker.Settings, Executor)}, for the vectors of another network. */
    public static MeetingTracker newLiveTracker(
            RevisingTracker.Settings settings, EmbeddingTransform transform, Executor revision) {
        return new RevisingTracker(settings, transform, RevisionWorker.on(revision));
    }

    /**
     * A tracker at the beginning of a stream whose revision works on {@code revision}.
     *
     * @param settings {@link RevisingTracker.Settings#defaults} with what the user chose
     */
    public static MeetingTracker newLiveTracker(RevisingTracker.Settings settings, Executor revision) {
        return newLiveTracker(settings, EmbeddingTransform.packaged(), revision);
    }
}
