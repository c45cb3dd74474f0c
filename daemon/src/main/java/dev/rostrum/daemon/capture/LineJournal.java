package dev.rostrum.daemon.capture;

import dev.rostrum.drivers.audio.SourceReport;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log that the microphone is missing and why, once for each reason, that it is back, and what the source remarks of
 * itself. Capture thread.
 */
final class LineJournal {
    private static final Logger LOG = LoggerFactory.getLogger(LineJournal.class);

    private final Set<String> remarks = new HashSet<>();
    private String told = "";

    /** The line is now like this, and so its source; each remark, such as of a conversion that nobody asked for, is told once. */
    void note(LineState state, SourceReport source) {
        source.remarks().stream().filter(remarks::add).forEach(LOG::warn);
        switch (state.line()) {
            case LOST -> {
                if (!state.fault().equals(told)) {
                    told = state.fault();
                    LOG.warn("event=no-microphone, tried again at intervals: {}", told);
                }
            }
            case OPEN -> {
                if (!told.isEmpty()) {
                    told = "";
                    LOG.info("event=microphone-back");
                }
            }
            case CLOSED, MUTED, ENDED -> {}
        }
    }
}
