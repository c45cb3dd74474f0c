package dev.rostrum.service.capture;

/**
 * How the capture line stands.
 *
 * @param line the line itself
 * @param fault why it is lost, one line for people; empty otherwise
 */
public record LineState(Line line, String fault) {
    /** What the line is doing. */
    public enum Line {
        /** Not tried yet. */
        CLOSED,
        OPEN,
        /** Closed on purpose: nothing is listening. */
        MUTED,
        /** The device is not there or not usable; tried again by itself. */
        LOST,
        /** A finite source has been heard to its end. */
        ENDED
    }
}
