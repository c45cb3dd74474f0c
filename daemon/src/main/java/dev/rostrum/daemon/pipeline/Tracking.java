package dev.rostrum.daemon.pipeline;

import dev.rostrum.daemon.timeline.MeetingTracker;
import dev.rostrum.daemon.timeline.TwoLaneTracker;
import dev.rostrum.daemon.tracking.PassRunner;
import dev.rostrum.daemon.tracking.VoiceSpace;
import java.util.concurrent.Executor;

/** The tracker that this build listens with; the one place that chooses it. */
public final class Tracking {
    private Tracking() {}

    /**
     * A tracker at the beginning of a stream whose slow lane works on the caller's thread: the same sound gives the
     * same events.
     *
     * @param latencySamples how long after an instant its label must stand; at least {@code hopSamples}
     * @param hopSamples distance between windows
     */
    public static MeetingTracker newTracker(int latencySamples, int hopSamples) {
        TwoLaneTracker.Settings settings = TwoLaneTracker.Settings.defaults().withTiming(latencySamples, hopSamples);
        return newTracker(settings, VoiceSpace.packaged());
    }

    /** The same with other settings, for the vectors of a network of which {@code voices} is known. */
    public static MeetingTracker newTracker(TwoLaneTracker.Settings settings, VoiceSpace voices) {
        return new TwoLaneTracker(settings, voices, PassRunner.waiting());
    }

    /** As {@link #newLiveTracker(TwoLaneTracker.Settings, Executor)}, for the vectors of another network. */
    public static MeetingTracker newLiveTracker(
            TwoLaneTracker.Settings settings, VoiceSpace voices, Executor slowLane) {
        return new TwoLaneTracker(settings, voices, PassRunner.on(slowLane));
    }

    /**
     * A tracker at the beginning of a stream whose slow lane works on {@code slowLane}.
     *
     * @param settings {@link TwoLaneTracker.Settings#defaults} with what the user chose
     */
    public static MeetingTracker newLiveTracker(TwoLaneTracker.Settings settings, Executor slowLane) {
        return newLiveTracker(settings, VoiceSpace.packaged(), slowLane);
    }
}
