package dev.rostrum.drivers.audio;

import java.util.List;

/**
 * How a source has fared since it was opened, for logs and health.
 *
 * @param lost why the last read said LOST, empty while it did not
 * @param gaps losses of samples found
 * @param lostFrames frames lost in them
 * @param driftPpm how much faster this machine's clock runs than the device's, parts per million
 * @param remarks what the installer should know, such as a conversion that nobody asked for; one sentence each
 */
public record SourceReport(String lost, long gaps, long lostFrames, double driftPpm, List<String> remarks) {
    /** Nothing to say. */
    public static final SourceReport NONE = new SourceReport("", 0, 0, 0, List.of());

    public SourceReport {
        remarks = List.copyOf(remarks);
    }

    /** What to say of the loss, also of a source that gave no reason. */
    public String whyLost() {
        return lost.isEmpty() ? "the device stopped delivering sound" : "the device was given up: " + lost;
    }
}
