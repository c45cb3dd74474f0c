package dev.rostrum.daemon.capture;

import dev.rostrum.daemon.capture.LineState.Line;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log why there is no sound, and that it is back. One reason is told once while it lasts: not again at every
 * attempt, and where a device comes and goes, not again within ten minutes. Capture thread.
 */
final class LineLog {
    private static final Logger LOG = LoggerFactory.getLogger(LineLog.class);
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(10);

    private String told = "";
    private long toldNs;
    private boolean back = true;

    /** Tells what the line has become, where that is news, and gives it back. */
    LineState told(LineState state) {
        if (state.line() == Line.LOST) {
            boolean longAgo = back && state.sinceNs() - toldNs >= AGAIN_AFTER.toNanos();
            if (longAgo || !state.fault().equals(told)) {
                told = state.fault();
                toldNs = state.sinceNs();
                back = false;
                LOG.warn("event=no-sound cause=\"{}\"; looking for it from now on", told);
            }
        } else if (state.line() == Line.OPEN && !back) {
            back = true;
            LOG.info("event=sound-back");
        }
        return state;
    }
}
