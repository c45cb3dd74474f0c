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
        return new TwoLaneTracker(settings, VoiceSpace.packaged(), PassRunner.waiting());
    }

    /**
     * A tracker at the beginning of a stream whose slow lane works on {@code slowLane}.
     *
     * @param meetingEndSamples silence that ends a meeting
     */
    public static MeetingTracker newLiveTracker(
            int latencySamples, int hopSamples, long meetingEndSamples, Executor slowLane) {
        TwoLaneTracker.Settings tuned = TwoLaneTracker.Settings.defaults().withTiming(latencySamples, hopSamples);
        TwoLaneTracker.Settings settings =
                new TwoLaneTracker.Settings(meetingEndSamples, tuned.shortestSamples(), tuned.turns(), tuned.lanes());
        return new TwoLaneTracker(settings, VoiceSpace.packaged(), PassRunner.on(slowLane));
    }
}
