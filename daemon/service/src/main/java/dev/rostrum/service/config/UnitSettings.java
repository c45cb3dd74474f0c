package dev.rostrum.service.config;

import dev.rostrum.diarization.settings.Key;
import dev.rostrum.service.mqtt.payload.MqttTopics;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which unit this is and where it keeps things.
 *
 * @param id the unit's name in topics; none: the board's serial number, else the network card's address
 * @param room for people
 * @param floor for people
 * @param state what must survive a restart; see {@link #stateFolder()}
 * @param runtime lock and control socket; see {@link #runtimeFolder()}
 */
public record UnitSettings(
        @Key("The unit's name in every topic. Not set: the board's serial number, else the network card's address.")
        Optional<String> id,

        @Key("The room's name, for people. Not set: the unit's id.")
        Optional<String> room,

        @Key("The floor or part of the building that the room is in, for people.")
        Optional<String> floor,

        @Key(
                name = "state-folder",
                value = "Where the unit keeps what must survive a restart, such as mute. Not set: the service's or"
                        + " root's /var/lib/rostrum, else ~/.local/state/rostrum.")
        Optional<Path> state,

        @Key(
                name = "runtime-folder",
                value = "Where lock and control socket lie while the daemon runs. Not set: the service's or root's"
                        + " /run/rostrum, else $XDG_RUNTIME_DIR/rostrum.")
        Optional<Path> runtime) {
    public UnitSettings {
        if (id.isPresent() && !MqttTopics.isId(id.get())) {
            throw new IllegalArgumentException("id='" + id.get() + "': " + MqttTopics.ID_RULE);
        }
    }

    /** Nothing is set. */
    public static UnitSettings defaults() {
        return new UnitSettings(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What must survive a restart lies here. */
    public Path stateFolder() {
        return state.orElseGet(() -> Folders.ofProcess().state());
    }

    /** Lock and control socket lie here. */
    public Path runtimeFolder() {
        return runtime.orElseGet(() -> Folders.ofProcess().runtime());
    }
}
