package dev.rostrum.daemon.timeline;

import dev.rostrum.daemon.evidence.WindowEvidence;
import dev.rostrum.daemon.tracking.Timing;
import java.util.function.Consumer;

/** A tracker of whose evidence somebody is told before it is. Analysis thread. */
public final class OverheardTracker implements MeetingTracker {
    private final MeetingTracker tracker;
    private final Consumer<WindowEvidence> listener;

    /** @param listener must not block */
    public OverheardTracker(MeetingTracker tracker, Consumer<WindowEvidence> listener) {
        this.tracker = tracker;
        this.listener = listener;
    }

    @Override
    public Timing timing() {
        return tracker.timing();
    }

    @Override
    public void timing(Timing wanted) {
        tracker.timing(wanted);
    }

    @Override
    public void passOneIn(int n) {
        tracker.passOneIn(n);
    }

    @Override
    public void accept(WindowEvidence evidence, Consumer<TimelineEvent> out) {
        listener.accept(evidence);
        tracker.accept(evidence, out);
    }

    @Override
    public void gap(long fromSample, long toSample, Consumer<TimelineEvent> out) {
        tracker.gap(fromSample, toSample, out);
    }

    @Override
    public void finish(long atSample, Consumer<TimelineEvent> out) {
        tracker.finish(atSample, out);
    }
}
