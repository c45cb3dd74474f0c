package dev.rostrum.service.config;

import dev.rostrum.diarization.settings.Key;

/**
 * What goes to the log.
 *
 * @param level the least grave that is told
 */
public record LogSettings(
        @Key("The least grave that is logged: error, warn, info or debug.")
        Level level) {
    /** How grave something is, gravest first. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    /** Everything but details for developers. */
    public static LogSettings defaults() {
        return new LogSettings(Level.INFO);
    }
}
