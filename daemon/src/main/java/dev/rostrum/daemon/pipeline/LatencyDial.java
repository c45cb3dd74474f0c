package dev.rostrum.daemon.pipeline;

import dev.rostrum.daemon.tracking.Timing;
import java.time.Duration;

/**
 * How long after an instant its live label stands, to be turned while the path listens. Any thread turns it; the path
 * looks before every window, which is where a change does no harm.
 */
public final class LatencyDial {
    private final int hopSamples;
    private final int sampleRate;
    private volatile int samples;

    /** Stands where the tracker does. */
    public LatencyDial(Timing timing, int sampleRate) {
        this.hopSamples = timing.hopSamples();
        this.sampleRate = sampleRate;
        this.samples = timing.latencySamples();
    }

    /** Where it stands, in samples. */
    public int samples() {
        return samples;
    }

    /** Where it stands. */
    public Duration latency() {
        return duration(samples);
    }

    /** The shortest: the distance between windows, for a label cannot stand before the next one is heard. */
    public Duration shortest() {
        return duration(hopSamples);
    }

    /** Turns it, from the next window on; false, and nothing changes, below {@link #shortest}. */
    public boolean turn(Duration wanted) {
        long wantedSamples = wanted.toMillis() * sampleRate / 1000;
        if (wantedSamples < hopSamples) {
            return false;
        }
        samples = Math.toIntExact(wantedSamples);
        return true;
    }

    private Duration duration(int count) {
        return Duration.ofMillis(count * 1000L / sampleRate);
    }
}
