package dev.rostrum.service.event;

import java.util.Map;

/**
 * Figures of the device by stable dotted name, such as {@code audio.gaps} or {@code step.p95-ms}; units in the name.
 *
 * @param atSample stream position
 * @param figures name to value, in no order
 */
public record HealthReport(long atSample, Map<String, Double> figures) {
    public HealthReport {
        figures = Map.copyOf(figures);
    }
}
