package dev.rostrum.diarization.timeline;

import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.tracking.Timing;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A tracker beside which somebody listens: told its events before anybody else, in the moment of their decision, and its
 * evidence when it has decided by it. Analysis thread.
 */
public final class ObservedTracker implements MeetingTracker {
    private final MeetingTracker tracker;
    private final Consumer<TimelineEvent> decided;
    private final Consumer<WindowEvidence> heard;

    /**
     * @param decided told every event; must not block
     * @param heard told all evidence; must not block
     */
    public ObservedTracker(MeetingTracker tracker, Consumer<TimelineEvent> decided, Consumer<WindowEvidence> heard) {
        this.tracker = tracker;
        this.decided = decided;
        this.heard = heard;
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
    public Map<String, Double> figures() {
        return tracker.figures();
    }

    @Override
    public void accept(WindowEvidence evidence, Consumer<TimelineEvent> out) {
        tracker.accept(evidence, decided.andThen(out));
        heard.accept(evidence);
    }

    @Override
    public void gap(long fromSample, long toSample, Consumer<TimelineEvent> out) {
        tracker.gap(fromSample, toSample, decided.andThen(out));
    }

    @Override
    public void finish(long atSample, Consumer<TimelineEvent> out) {
        tracker.finish(atSample, decided.andThen(out));
    }
}
