package dev.rostrum.drivers.button;

/**
 * The button moved.
 *
 * @param position where to
 * @param timeNs when, on the clock of {@code System.nanoTime()} (CLOCK_MONOTONIC on Linux)
 */
public record Edge(Position position, long timeNs) {
    /** Where a button can be. */
    public enum Position {
        PRESSED,
        RELEASED
    }
}
