package dev.rostrum.daemon.timeline;

import dev.rostrum.daemon.evidence.WindowEvidence;
import dev.rostrum.daemon.tracking.Timing;
import java.util.function.Consumer;

/** A tracker of whose events somebody is told before anybody else, in the moment of their decision. Analysis thread. */
public final class ObservedTracker implements MeetingTracker {
    private final MeetingTracker tracker;
    private final Consumer<TimelineEvent> observer;

    /** @param observer must not block */
    public ObservedTracker(MeetingTracker tracker, Consumer<TimelineEvent> observer) {
        this.tracker = tracker;
        this.observer = observer;
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
        tracker.accept(evidence, observer.andThen(out));
    }

    @Override
    public void gap(long fromSample, long toSample, Consumer<TimelineEvent> out) {
        tracker.gap(fromSample, toSample, observer.andThen(out));
    }

    @Override
    public void finish(long atSample, Consumer<TimelineEvent> out) {
        tracker.finish(atSample, observer.andThen(out));
    }
}
