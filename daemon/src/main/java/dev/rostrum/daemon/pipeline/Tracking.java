package dev.rostrum.daemon.pipeline;

import dev.rostrum.daemon.timeline.FirstTracker;
import dev.rostrum.daemon.timeline.MeetingTracker;

/** The tracker that this build listens with; the one place that chooses it. */
public final class Tracking {
    private Tracking() {}

    /**
     * A tracker at the beginning of a stream, that works beside it on the caller's own thread.
     *
     * @param latencySamples how long after an instant its label must stand; at least {@code hopSamples}
     * @param hopSamples distance between windows
     */
    public static MeetingTracker newTracker(int latencySamples, int hopSamples) {
        if (latencySamples < hopSamples) {
            throw new IllegalArgumentException("latencySamples=" + latencySamples + " hopSamples=" + hopSamples);
        }
        FirstTracker.Settings defaults = FirstTracker.Settings.defaults();
        return new FirstTracker(new FirstTracker.Settings(
                latencySamples,
                hopSamples,
                defaults.active(),
                defaults.sameVoiceCosine(),
                defaults.newVoiceSeconds(),
                defaults.bridgeSamples()));
    }
}
