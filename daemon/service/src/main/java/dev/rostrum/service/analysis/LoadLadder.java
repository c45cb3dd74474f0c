package dev.rostrum.service.analysis;

import java.time.Duration;
import java.util.ArrayDeque;

/**
 * Decides how much is spent on listening from how long it takes. Load is the time that analysis is busy by the time
 * that its sound lasts: at 1 it would fall ever further behind. A rung down is taken soon, a rung up only after load
 * was low for long; where the rung up does not hold, the next try waits twice as long. Knows no clock but the sound's.
 * One thread.
 */
public final class LoadLadder {
    /**
     * When rungs are taken.
     *
     * @param over load is the mean of this much sound
     * @param lessAt load from which a rung is taken down
     * @param moreAt load up to which one is taken up again; with twice the work it must stay well below {@code lessAt}
     * @param patience how long load must be low
     * @param patienceAtMost longest such stretch
     * @param clip no window counts for more than this load, so that one long pause of the machine is no reason
     */
    public record Settings(
            Duration over, double lessAt, double moreAt, Duration patience, Duration patienceAtMost, double clip) {
        public static Settings defaults() {
            return new Settings(Duration.ofSeconds(4), 0.8, 0.3, Duration.ofSeconds(30), Duration.ofMinutes(10), 2);
        }

        /** For sound that waits, such as a file: nothing is ever saved. */
        public static Settings never() {
            Settings usual = defaults();
            return new Settings(
                    usual.over,
                    Double.POSITIVE_INFINITY,
                    usual.moreAt,
                    usual.patience,
                    usual.patienceAtMost,
                    usual.clip);
        }
    }

    private record Step(long busyNs, long soundNs) {}

    private final Settings settings;
    private final ArrayDeque<Step> recent = new ArrayDeque<>();
    private Effort effort = Effort.FULL;
    private long recentBusyNs;
    private long recentSoundNs;
    private long lowNs;
    private long sinceRungUpNs = Long.MAX_VALUE / 2;
    private boolean onTrial;
    private long patienceNs;

    /** A ladder at its top. */
    public LoadLadder(Settings settings) {
        this.settings = settings;
        this.patienceNs = settings.patience().toNanos();
    }

    /** Where it stands. */
    public Effort effort() {
        return effort;
    }

    /** Load of the newest sound; 0 before there was any. */
    public double load() {
        return recentSoundNs == 0 ? 0 : (double) recentBusyNs / recentSoundNs;
    }

    /**
     * A window was heard.
     *
     * @param busyNs how long analysis was busy since the window before
     * @param soundNs how much sound that was; above 0
     * @return what is to be spent from the next window on
     */
    public Effort heard(long busyNs, long soundNs) {
        Step step = new Step((long) Math.min((double) busyNs, settings.clip() * soundNs), soundNs);
        recent.add(step);
        recentBusyNs += step.busyNs;
        recentSoundNs += soundNs;
        long overNs = settings.over().toNanos();
        while (recentSoundNs - recent.getFirst().soundNs >= overNs) {
            Step oldest = recent.removeFirst();
            recentBusyNs -= oldest.busyNs;
            recentSoundNs -= oldest.soundNs;
        }
        sinceRungUpNs += soundNs;
        lowNs = load() <= settings.moreAt() ? lowNs + soundNs : 0;
        // measured against the full stretch, so that little sound is enough only where it took very long
        if (recentBusyNs >= settings.lessAt() * overNs) {
            stepDown();
        } else if (lowNs >= patienceNs && recentSoundNs >= overNs) {
            stepUp();
        }
        return effort;
    }

    private void stepDown() {
        if (effort == effort.less()) {
            return; // nothing is left to save
        }
        if (onTrial) {
            long atMostNs = settings.patienceAtMost().toNanos();
            boolean held = sinceRungUpNs >= atMostNs;
            patienceNs = held ? settings.patience().toNanos() : Math.min(2 * patienceNs, atMostNs);
            onTrial = false;
        }
        take(effort.less());
    }

    private void stepUp() {
        if (effort != Effort.FULL) {
            sinceRungUpNs = 0;
            onTrial = true;
            take(effort.more());
        }
        lowNs = 0;
    }

    private void take(Effort rung) {
        effort = rung;
        recent.clear();
        recentBusyNs = 0;
        recentSoundNs = 0;
        lowNs = 0;
    }
}
