package dev.rostrum.service.mqtt.payload;

import dev.rostrum.diarization.frontend.array.Zone;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who sends: the same for the life of the process.
 *
 * @param unit id of the unit, part of every topic
 * @param room name of the room for people; empty where none is configured
 * @param boot differs for each start of the daemon; sequence numbers and stream positions count from it
 * @param sampleRate samples a second of every stream position
 * @param zones parts of the room of which {@code zones} tells; empty where none are configured
 * @param versions component to version, such as {@code rostrum} to {@code 0.1.0}
 * @param nameplate the box, as {@code info} tells it
 */
public record MqttIdentity(
        String unit,
        String room,
        String boot,
        int sampleRate,
        List<Zone> zones,
        Map<String, String> versions,
        Nameplate nameplate) {
    public MqttIdentity {
        if (boot.isBlank() || sampleRate < 1) {
            throw new IllegalArgumentException("boot=" + boot + " sampleRate=" + sampleRate);
        }
        zones = List.copyOf(zones);
        versions = Map.copyOf(new TreeMap<>(versions));
    }

    /** A unit that is no box. */
    public MqttIdentity(
            String unit, String room, String boot, int sampleRate, List<Zone> zones, Map<String, String> versions) {
        this(unit, room, boot, sampleRate, zones, versions, Nameplate.blank());
    }

    /** The same in a room without zones. */
    public MqttIdentity(String unit, String room, String boot, int sampleRate, Map<String, String> versions) {
        this(unit, room, boot, sampleRate, List.of(), versions);
    }

    /** Version of the daemon. */
    public String software() {
        return versions.getOrDefault("rostrum", "unknown");
    }
}
