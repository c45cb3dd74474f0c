package dev.rostrum.drivers.audio;

import dev.rostrum.drivers.DeviceException;
import java.util.List;

/**
 * How a source has fared since it was opened, for logs and health.
 *
 * @param lost why the last read said LOST, empty while it did not
 * @param gaps losses of samples found
 * @param lostFrames frames lost in them
 * @param driftPpm how much faster this machine's clock runs than the device's, parts per million
 * @param remarks what the installer should know, such as a conversion that nobody asked for; one sentence each
 * @param damage where a file is damaged and why, one sentence a place; the gaps of a file, in words
 */
public record SourceReport(
        String lost, long gaps, long lostFrames, double driftPpm, List<String> remarks, List<String> damage) {
    /** Nothing to say. */
    public static final SourceReport NONE = new SourceReport("", 0, 0, 0, List.of(), List.of());

    public SourceReport {
        remarks = List.copyOf(remarks);
        damage = List.copyOf(damage);
    }

    /**
     * For who can do nothing with a sound of which some is missing.
     *
     * @throws DeviceException if a file is damaged; it says where
     */
    public void requireWhole() {
        if (!damage.isEmpty()) {
            throw new DeviceException(String.join("; ", damage));
        }
    }

    /** What to say of the loss, also of a source that gave no reason. */
    public String whyLost() {
        return lost.isEmpty() ? "the device stopped delivering sound" : "the device was given up: " + lost;
    }
}
