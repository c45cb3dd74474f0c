package dev.rostrum.daemon.config;

import dev.rostrum.daemon.settings.Key;

/**
 * Everything that a user may set: one section for each part of the daemon.
 *
 * @param unit which unit this is
 * @param listening how meetings are followed
 */
public record DaemonConfig(
        @Key("Which unit this is and where it keeps things.")
        UnitSettings unit,

        @Key("How meetings are followed.") ListeningSettings listening) {
    /** What an empty file means. */
    public static DaemonConfig defaults() {
        return new DaemonConfig(UnitSettings.defaults(), ListeningSettings.defaults());
    }
}
