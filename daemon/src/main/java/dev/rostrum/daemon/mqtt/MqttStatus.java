package dev.rostrum.daemon.mqtt;

import java.util.Map;

/**
 * How the publisher stands: for state, health, status page and doctor.
 *
 * @param connected the broker has us
 * @param trouble why not, one line; empty when connected or not tried yet
 * @param duplicateUnit another box uses this unit's id
 * @param waiting events that the broker does not have yet
 * @param events turns, corrections and meetings told since the start
 * @param delivered messages acknowledged since the start
 * @param dropped events lost to the outbox's bounds
 * @param refused messages the broker would not have
 * @param connections how often a connection began
 * @param commandsRefused commands that were not obeyed, for whatever reason
 * @param diskFaults writes and reads that the disk refused
 * @param diskWell the disk takes what the outbox gives it, or none is wanted
 */
public record MqttStatus(
        boolean connected,
        String trouble,
        boolean duplicateUnit,
        int waiting,
        long events,
        long delivered,
        long dropped,
        long refused,
        long connections,
        long commandsRefused,
        long diskFaults,
        boolean diskWell) {
    /** Stands in the degraded state while another box has this unit's id at the broker. */
    public static final String DUPLICATE_UNIT = "duplicate-unit-id";

    /** Stands in the degraded state while the outbox is kept in memory only because the disk would not have it. */
    public static final String OUTBOX_DISK = "outbox-disk";

    /** Before anything happened. */
    public static MqttStatus notTried() {
        return new MqttStatus(false, "", false, 0, 0, 0, 0, 0, 0, 0, 0, true);
    }

    /** The counts as figures of {@code health}. */
    Map<String, Double> figures() {
        return Map.of(
                "mqtt.waiting", (double) waiting,
                "mqtt.events", (double) events,
                "mqtt.delivered", (double) delivered,
                "mqtt.dropped", (double) dropped,
                "mqtt.refused", (double) refused,
                "mqtt.connections", (double) connections,
                "mqtt.commands-refused", (double) commandsRefused,
                "mqtt.disk-faults", (double) diskFaults);
    }
}
