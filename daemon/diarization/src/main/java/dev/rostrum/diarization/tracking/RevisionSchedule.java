package dev.rostrum.diarization.tracking;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When the revision goes over the meeting. A pass begins at a position of the sound and takes effect at a later one,
 * so that what is published depends on the sound alone wherever the machine keeps up. Keeps state: the pass under way.
 * Analysis thread.
 */
final class RevisionSchedule {
    /**
     * How often, and how late.
     *
     * @param corrects whether there are any; without them nothing published is ever corrected (for evaluation)
     * @param everySamples distance between passes, at first
     * @param growth later, the share of the meeting so far
     * @param delaySamples how long after its position a pass takes effect
     */
    public record Settings(boolean corrects, int everySamples, double growth, int delaySamples) {
        public static Settings defaults() {
            return new Settings(true, 80_000, 0.02, 8_000);
        }
    }

    private record UnderWay(RevisionWorker.Pass<RevisedMeeting> pass, long dueSample) {}

    private final Settings settings;
    private final RevisionWorker runner;
    private final long beginSample;
    private long lastSample;
    private long distanceSamples;
    private int oneIn = 1;
    private @Nullable UnderWay underWay;

    /** Of a meeting that begins at {@code beginSample}. */
    RevisionSchedule(Settings settings, RevisionWorker runner, long beginSample) {
        this.settings = settings;
        this.runner = runner;
        this.beginSample = beginSample;
        this.lastSample = beginSample;
        this.distanceSamples = settings.everySamples();
    }

    /** From now on one pass begins where {@code n} would have. */
    void oneIn(int n) {
        oneIn = n;
    }

    /** Whether a pass is to begin. */
    boolean due(long nowSample) {
        return settings.corrects()
                && nowSample >= lastSample + oneIn * distanceSamples
                && underWay == null
                && runner.idle();
    }

    /** Whether there is to be one last pass. */
    boolean dueAtTheEnd() {
        return settings.corrects();
    }

    /** Begins a pass. */
    void begin(Supplier<RevisedMeeting> pass, long nowSample) {
        underWay = new UnderWay(runner.begin(pass), nowSample + settings.delaySamples());
        lastSample = nowSample;
        distanceSamples = Math.max(settings.everySamples(), (long) (settings.growth() * (nowSample - beginSample)));
    }

    /** What the pass under way found, if it is due and done. */
    Optional<RevisedMeeting> take(long nowSample) {
        if (underWay == null || nowSample < underWay.dueSample) {
            return Optional.empty();
        }
        Optional<RevisedMeeting> found = runner.take(underWay.pass);
        if (found.isPresent()) {
            underWay = null;
        }
        return found;
    }

    /** Forgets the pass under way. */
    void drop() {
        underWay = null;
    }
}
