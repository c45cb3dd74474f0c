package dev.rostrum.service.mqtt.payload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the publisher stands: for state, health, status page and doctor.
 *
 * @param connected the broker has us
 * @param trouble why not, one line; empty when connected or not tried yet
 * @param rival who else claims to be us
 * @param waiting events that the broker does not have yet
 * @param events turns, corrections and meetings told since the start
 * @param delivered messages acknowledged since the start
 * @param dropped events lost to the outbox's bounds
 * @param refused messages the broker would not have
 * @param connections how often a connection began
 * @param takeovers how often another client came with our client id and was given our connection
 * @param unsubscribed the broker refused a subscription of the connection that holds
 * @param commandsRefused commands that were not obeyed, for whatever reason
 * @param diskFaults writes and reads that the disk refused
 * @param diskWell the disk takes what the outbox gives it, or none is wanted
 */
public record MqttStatus(
        boolean connected,
        String trouble,
        Rival rival,
        int waiting,
        long events,
        long delivered,
        long dropped,
        long refused,
        long connections,
        long takeovers,
        boolean unsubscribed,
        long commandsRefused,
        long diskFaults,
        boolean diskWell) {
    /** Stands in the degraded state while another box has this unit's id at the broker. */
    public static final String DUPLICATE_UNIT = "duplicate-unit-id";

    /** Stands in the degraded state while another client comes with our client id, again and again. */
    public static final String CLIENT_ID_TAKEN = "client-id-taken";

    /** Stands in the degraded state while the broker refuses a subscription: commands do not arrive. */
    public static final String SUBSCRIPTION_REFUSED = "subscription-refused";

    /** Stands in the degraded state while the outbox is kept in memory only because the disk would not have it. */
    public static final String OUTBOX_DISK = "outbox-disk";

    /** All of them. */
    public static final List<String> WORDS =
            List.of(DUPLICATE_UNIT, CLIENT_ID_TAKEN, SUBSCRIPTION_REFUSED, OUTBOX_DISK);

    /** Whoever reads a message has a broker, and it was this unit that got in: these come from before the connection. */
    public static final Set<String> BEFORE_THE_CONNECTION = Set.of("broker-offline", DUPLICATE_UNIT);

    /** Who else claims to be us. */
    public enum Rival {
        NONE,
        /** Another box with this unit's id. */
        UNIT,
        /** A client with our client id that is no unit of ours. */
        CLIENT
    }

    /** Before anything happened. */
    public static MqttStatus notTried() {
        return new MqttStatus(false, "", Rival.NONE, 0, 0, 0, 0, 0, 0, 0, false, 0, 0, true);
    }

    /** What is wrong, each as it stands in the degraded state. */
    public List<String> troubles() {
        List<String> words = new ArrayList<>();
        switch (rival) {
            case UNIT -> words.add(DUPLICATE_UNIT);
            case CLIENT -> words.add(CLIENT_ID_TAKEN);
            case NONE -> {}
        }
        if (unsubscribed) {
            words.add(SUBSCRIPTION_REFUSED);
        }
        if (!diskWell) {
            words.add(OUTBOX_DISK);
        }
        return words;
    }

    /** The counts as figures of {@code health}. */
    public Map<String, Double> figures() {
        return Map.of(
                "mqtt.waiting", (double) waiting,
                "mqtt.events", (double) events,
                "mqtt.delivered", (double) delivered,
                "mqtt.dropped", (double) dropped,
                "mqtt.refused", (double) refused,
                "mqtt.connections", (double) connections,
                "mqtt.client-id-taken", (double) takeovers,
                "mqtt.commands-refused", (double) commandsRefused,
                "mqtt.disk-faults", (double) diskFaults);
    }
}
