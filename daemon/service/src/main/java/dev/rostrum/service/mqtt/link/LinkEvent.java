package dev.rostrum.service.mqtt.link;

import dev.rostrum.service.mqtt.payload.Message;

/** What happens on a {@link BrokerLink}. */
public sealed interface LinkEvent {
    /** The broker let us in and takes this many unacknowledged messages at once. */
    record Connected(int receiveMaximum) implements LinkEvent {}

    /**
     * The attempt failed or the connection ended; nothing follows.
     *
     * @param reasonCode MQTT 5 reason code, 0 where the broker gave none
     * @param what one line for people, no secrets
     */
    record Lost(int reasonCode, String what) implements LinkEvent {
        /** Another client came with our client id. */
        public static final int SESSION_TAKEN_OVER = 0x8E;
    }

    /** The broker has the message. */
    record Delivered(long handle) implements LinkEvent {}

    /** The broker will not have the message; sending it again is of no use. */
    record Refused(long handle, int reasonCode) implements LinkEvent {}

    /** The broker will not send what this filter asks for. */
    record NotSubscribed(String filter, int reasonCode) implements LinkEvent {}

    /** A message came in. */
    record Arrived(Message message) implements LinkEvent {}
}
