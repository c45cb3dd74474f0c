package dev.rostrum.service.health;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Decides when the service manager's watchdog is fed: at a quarter of its limit, and only while no thread is stuck. Pure but for
 * the heartbeats it reads. Asked on the conductor's thread, so a stuck conductor feeds nothing either.
 */
public final class Watchdog {
    private final List<Heartbeat> heartbeats;
    private final long intervalNs;
    private boolean everFed;
    private long fedNs;

    /** @param limit the service manager's {@code WatchdogSec}; zero where there is none */
    public Watchdog(Duration limit, List<Heartbeat> heartbeats) {
        this.heartbeats = List.copyOf(heartbeats);
        this.intervalNs = limit.toNanos() / 4;
    }

    /** True when the watchdog is to be fed now; then it counts as fed. */
    public boolean due(long nowNs) {
        if (intervalNs == 0
                || (everFed && nowNs - fedNs < intervalNs)
                || stuck(nowNs).isPresent()) {
            return false;
        }
        everFed = true;
        fedNs = nowNs;
        return true;
    }

    /** The first stuck thread and for how long, such as {@code analysis 31 s}; empty while all make progress. */
    public Optional<String> stuck(long nowNs) {
        return heartbeats.stream()
                .filter(heartbeat -> heartbeat.stuck(nowNs))
                .findFirst()
                .map(heartbeat ->
                        heartbeat.thread() + " " + heartbeat.silence(nowNs).toSeconds() + " s");
    }
}
