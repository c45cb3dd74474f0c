package dev.rostrum.daemon.mqtt;

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
        long commandsRefused) {}
