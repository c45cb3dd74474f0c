package dev.rostrum.service.analysis;

import dev.rostrum.diarization.timeline.MeetingTracker;
import dev.rostrum.diarization.tracking.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How long after an instant its live label stands, to be turned while the path listens. Any thread turns it; the path
 * looks before every window, which is where a change does no harm. Where effort is saved by running the networks less
 * often, a label stands that much later, and the dial says so.
 */
public final class LatencyDial {
    /** The longest latency that can be asked for, and hop that saving effort may lead to. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final int fullHopSamples;
    private final int sampleRate;
    private volatile int wantedSamples;
    private volatile Effort effort = Effort.FULL;

    /** Stands where the tracker does. */
    public LatencyDial(Timing timing, int sampleRate) {
        this.fullHopSamples = timing.hopSamples();
        this.sampleRate = sampleRate;
        this.wantedSamples = timing.latencySamples();
    }

    /** What is in force from the next window on. */
    public Timing timing() {
        int hop = hopSamples();
        return new Timing(Math.max(wantedSamples, hop), hop);
    }

    /** What is spent on listening. */
    public Effort effort() {
        return effort;
    }

    /** For each thing that can be saved, its word for {@code degraded} while it is. */
    public List<Supplier<Optional<String>>> troubles() {
        return Effort.LEAST.words().stream()
                .map(word ->
                        (Supplier<Optional<String>>) () -> Optional.of(word).filter(effort.words()::contains))
                .toList();
    }

    /** Where it stands. */
    public Duration latency() {
        return duration(timing().latencySamples());
    }

    /** The shortest that can be asked for: the configured distance between windows. */
    public Duration shortest() {
        return duration(fullHopSamples);
    }

    /** The longest that can be asked for. */
    public Duration longest() {
        return LONGEST;
    }

    /** Turns it, from the next window on; false, and nothing changes, outside {@link #shortest} and {@link #longest}. */
    public boolean turn(Duration wanted) {
        if (wanted.compareTo(shortest()) < 0 || wanted.compareTo(longest()) > 0) {
            return false;
        }
        wantedSamples = Math.toIntExact(wanted.toMillis() * sampleRate / 1000);
        return true;
    }

    /** From the next window on this much is spent. Analysis thread. */
    void spend(Effort rung) {
        effort = rung;
    }

    /** Makes a tracker do as the dial says. Analysis thread, between windows. */
    public void set(MeetingTracker tracker) {
        Timing wanted = timing();
        if (!wanted.equals(tracker.timing())) {
            tracker.timing(wanted);
        }
        tracker.passOneIn(effort.passOneIn());
    }

    /** Distance between windows that is in force from the next one on, in samples. */
    int hopSamples() {
        long longest = LONGEST.toMillis() * sampleRate / 1000;
        return (int) Math.max(fullHopSamples, Math.min((long) fullHopSamples * effort.hopFactor(), longest));
    }

    Duration duration(long samples) {
        return Duration.ofNanos(samples * 1_000_000_000L / sampleRate);
    }
}
