package dev.rostrum.daemon.pipeline;

import dev.rostrum.daemon.evidence.EvidenceSink;
import dev.rostrum.daemon.evidence.WindowEvidence;
import dev.rostrum.daemon.timeline.MeetingTracker;
import dev.rostrum.daemon.timeline.TimelineEvent;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** The second half of the path: evidence, live or recorded, becomes events. */
public final class EventStage implements EvidenceSink {
    private final MeetingTracker tracker;
    private final IntSupplier latencySamples;
    private final Consumer<TimelineEvent> events;

    /** A stage whose latency stays. */
    public EventStage(MeetingTracker tracker, Consumer<TimelineEvent> events) {
        this(tracker, tracker.timing()::latencySamples, events);
    }

    /**
     * A stage whose latency may change between windows.
     *
     * @param latencySamples asked before every window; such as {@link LatencyDial#samples}
     */
    public EventStage(MeetingTracker tracker, IntSupplier latencySamples, Consumer<TimelineEvent> events) {
        this.tracker = tracker;
        this.latencySamples = latencySamples;
        this.events = events;
    }

    @Override
    public void accept(WindowEvidence evidence) {
        int wanted = latencySamples.getAsInt();
        if (wanted != tracker.timing().latencySamples()) {
            tracker.latency(wanted);
        }
        tracker.accept(evidence, events);
    }

    @Override
    public void gap(long fromSample, long toSample) {
        tracker.gap(fromSample, toSample, events);
    }

    @Override
    public void finish(long atSample) {
        tracker.finish(atSample, events);
    }
}
