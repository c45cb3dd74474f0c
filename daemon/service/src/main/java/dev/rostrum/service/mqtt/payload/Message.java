package dev.rostrum.service.mqtt.payload;

import java.util.Optional;

/**
 * One MQTT message, either way.
 *
 * @param payload owned by this record, never changed
 * @param retained going out: the broker keeps it; coming in: it was published to be kept, now or before
 * @param expirySeconds the broker drops it undelivered after this; 0 never
 * @param request where the reply goes, on a command; what it answers, on a reply
 */
@SuppressWarnings("ArrayRecordComponent")
public record Message(String topic, byte[] payload, boolean retained, long expirySeconds, Optional<Request> request) {
    /**
     * MQTT 5's request and response.
     *
     * @param responseTopic empty where the requester named none
     * @param correlation empty where the requester sent none
     */
    public record Request(String responseTopic, byte[] correlation) {}

    public static Message retained(String topic, byte[] payload) {
        return new Message(topic, payload, true, 0, Optional.empty());
    }

    public static Message event(String topic, byte[] payload, long expirySeconds) {
        return new Message(topic, payload, false, expirySeconds, Optional.empty());
    }
}
