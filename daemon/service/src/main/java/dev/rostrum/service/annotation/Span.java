package dev.rostrum.service.annotation;

/**
 * A stretch of time, in the unit of whoever holds it.
 *
 * @param from first instant
 * @param to one past the last; equal to {@code from} for a stretch of no length
 */
public record Span(long from, long to) {
    public Span {
        if (to < from) {
            throw new IllegalArgumentException("from=" + from + " to=" + to);
        }
    }

    /** The time it lasts. */
    public long length() {
        return to - from;
    }
}
