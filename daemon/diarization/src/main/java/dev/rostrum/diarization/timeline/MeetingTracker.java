package dev.rostrum.diarization.timeline;

import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.tracking.Timing;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Everything between what the networks say and what is published. Deterministic: the same calls give the same events,
 * bit for bit. One thread; the consumer is called before the method returns, in order.
 */
public interface MeetingTracker {
    /** When labels fall due, as it holds now. */
    Timing timing();

    /** From the next window on labels fall due by {@code wanted}, and windows come that often. */
    void timing(Timing wanted);

    /** From the next window on, an instant's label stands {@code samples} after it; never less than the hop. */
    default void latency(int samples) {
        timing(new Timing(samples, timing().hopSamples()));
    }

    /** From now on the whole meeting is gone over once where it would have been {@code n} times; 1: as set up. */
    void passOneIn(int n);

    /** What it counts since it was made, by stable dotted names. Any thread. */
    Map<String, Double> figures();

    /** One more window. */
    void accept(WindowEvidence evidence, Consumer<TimelineEvent> out);

    /** Samples {@code fromSample} to {@code toSample} were lost. */
    void gap(long fromSample, long toSample, Consumer<TimelineEvent> out);

    /**
     * The meeting is over at {@code atSample}: open turns end, and nothing of it is kept. Evidence that follows begins
     * another meeting. Nothing happens where no meeting is under way.
     */
    void finish(long atSample, Consumer<TimelineEvent> out);
}
