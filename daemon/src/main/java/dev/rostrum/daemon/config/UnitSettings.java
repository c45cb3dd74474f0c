package dev.rostrum.daemon.config;

import dev.rostrum.daemon.settings.Key;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which unit this is and where it keeps things.
 *
 * @param id the unit's name in topics; none: the board's serial number, else the network card's address
 * @param room for people
 * @param stateFolder what must survive a restart
 * @param runtimeFolder lock and control socket
 */
public record UnitSettings(
        @Key("The unit's name in every topic. Not set: the board's serial number, else the network card's address.")
        Optional<String> id,

        @Key("The room's name, for people. Not set: the unit's id.")
        Optional<String> room,

        @Key("Where the unit keeps what must survive a restart: mute, outbox, enrolled voices.")
        Path stateFolder,

        @Key("Where the lock and the control socket lie while the daemon runs.")
        Path runtimeFolder) {
    public UnitSettings {
        if (id.isPresent() && !id.get().matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")) {
            throw new IllegalArgumentException("id='" + id.get()
                    + "': up to 64 letters, digits, '-', '_' and '.', for it becomes part of a topic");
        }
    }

    /** The folders that the packaged unit file makes. */
    public static UnitSettings defaults() {
        return new UnitSettings(
                Optional.empty(), Optional.empty(), Path.of("/var/lib/rostrum"), Path.of("/run/rostrum"));
    }
}
