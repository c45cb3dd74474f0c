package dev.rostrum.diarization.pipeline;

import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.timeline.MeetingTracker;
import dev.rostrum.diarization.timeline.TimelineEvent;
import java.util.function.Consumer;

/** The second half of the path: evidence, live or recorded, becomes events. */
public final class EventStage implements EvidenceSink {
    private final MeetingTracker tracker;
    private final Consumer<MeetingTracker> setting;
    private final Consumer<TimelineEvent> events;

    /** A stage whose tracker stays as it is set. */
    public EventStage(MeetingTracker tracker, Consumer<TimelineEvent> events) {
        this(tracker, asItIs -> {}, events);
    }

    /**
     * A stage whose tracker may be set otherwise between windows.
     *
     * @param setting called before every window; such as a change of the latency that somebody asked for
     */
    public EventStage(MeetingTracker tracker, Consumer<MeetingTracker> setting, Consumer<TimelineEvent> events) {
        this.tracker = tracker;
        this.setting = setting;
        this.events = events;
    }

    @Override
    public void accept(WindowEvidence evidence) {
        setting.accept(tracker);
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
