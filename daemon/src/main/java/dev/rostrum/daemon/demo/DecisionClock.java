package dev.rostrum.daemon.demo;

import dev.rostrum.daemon.evidence.WindowEvidence;
import dev.rostrum.daemon.timeline.MeetingTracker;
import dev.rostrum.daemon.timeline.TimelineEvent;
import dev.rostrum.daemon.tracking.Timing;
import java.util.function.Consumer;

/** A tracker of which somebody is told, before anybody else, that a turn starts. Analysis thread. */
final class DecisionClock implements MeetingTracker {
    private final MeetingTracker tracker;
    private final Starts starts;
    private long meeting;

    /** Told of the start of a turn, in the moment in which it is decided. */
    @FunctionalInterface
    interface Starts {
        void decided(long meeting, long turn);
    }

    DecisionClock(MeetingTracker tracker, Starts starts) {
        this.tracker = tracker;
        this.starts = starts;
    }

    @Override
    public Timing timing() {
        return tracker.timing();
    }

    @Override
    public void latency(int samples) {
        tracker.latency(samples);
    }

    @Override
    public void accept(WindowEvidence evidence, Consumer<TimelineEvent> out) {
        tracker.accept(evidence, clocked(out));
    }

    @Override
    public void gap(long fromSample, long toSample, Consumer<TimelineEvent> out) {
        tracker.gap(fromSample, toSample, clocked(out));
    }

    @Override
    public void finish(long atSample, Consumer<TimelineEvent> out) {
        tracker.finish(atSample, clocked(out));
    }

    private Consumer<TimelineEvent> clocked(Consumer<TimelineEvent> out) {
        return event -> {
            if (event instanceof TimelineEvent.MeetingStarted started) {
                meeting = started.meeting();
            } else if (event instanceof TimelineEvent.TurnStarted started) {
                starts.decided(meeting, started.turn().id());
            }
            out.accept(event);
        };
    }
}
