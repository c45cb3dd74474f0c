package dev.rostrum.service.capture;

import dev.rostrum.drivers.audio.SourceReport;
import dev.rostrum.service.capture.LineState.Line;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log why there is no sound, that it is back, and what the source says of itself. One reason is told once
 * while it lasts: not again at every attempt, and where a device comes and goes, not again within ten minutes. Capture
 * thread.
 */
final class LineLog {
    private static final Logger LOG = LoggerFactory.getLogger(LineLog.class);
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(10);

    private final Set<String> sentences = new HashSet<>();
    private String told = "";
    private long toldNs;
    private boolean back = true;

    /**
     * Tells what the line and its source have become, where that is news. A remark of the source, such as of a conversion
     * that nobody asked for, and a damaged place of a file are told once.
     */
    void note(LineState state, SourceReport source, long nowNs) {
        Stream.concat(source.remarks().stream(), source.damage().stream())
                .filter(sentences::add)
                .forEach(LOG::warn);
        if (state.line() == Line.LOST) {
            boolean longAgo = back && nowNs - toldNs >= AGAIN_AFTER.toNanos();
            if (longAgo || !state.fault().equals(told)) {
                told = state.fault();
                toldNs = nowNs;
                back = false;
                LOG.warn("event=no-microphone cause=\"{}\"; looked for again at intervals", told);
            }
        } else if (state.line() == Line.OPEN && !back) {
            back = true;
            LOG.info("event=microphone-back");
        }
    }
}
