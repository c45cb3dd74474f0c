package dev.rostrum.daemon.mqtt;

import java.util.Map;

/**
 * How the publisher stands: for state, health, status page and doctor.
 *
 * @param connected the broker has us
 * @param trouble why not, one line; empty when connected or not tried yet
 * @param duplicateUnit another box uses this unit's id
 * @param waiting events that the broker does not have yet
 * @param delivered messages acknowledged since the start
 * @param dropped events lost to the outbox's bounds
 * @param refused messages the broker would not have
 * @param connections how often a connection began
 * @param commandsRefused commands that were not obeyed, for whatever reason
 * @param diskFaults writes and reads that the disk refused
 */
public record MqttStatus(
        boolean connected,
        String trouble,
        boolean duplicateUnit,
        int waiting,
        long delivered,
        long dropped,
        long refused,
        long connections,
        long commandsRefused,
        long diskFaults) {
    /** The counts as figures of {@code health}. */
    Map<String, Double> figures() {
        return Map.of(
                "mqtt.waiting", (double) waiting,
                "mqtt.delivered", (double) delivered,
                "mqtt.dropped", (double) dropped,
                "mqtt.refused", (double) refused,
                "mqtt.connections", (double) connections,
                "mqtt.commands-refused", (double) commandsRefused,
                "mqtt.disk-faults", (double) diskFaults);
    }
}
