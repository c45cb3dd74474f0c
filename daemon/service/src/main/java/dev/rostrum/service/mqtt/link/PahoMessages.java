package dev.rostrum.service.mqtt.link;

import dev.rostrum.service.mqtt.payload.Message;
import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Messages as Paho has them. Plain. */
final class PahoMessages {
    /** Of everything, either way. */
    static final int QOS = 1;

    private PahoMessages() {}

    static MqttMessage outgoing(Message message) {
        MqttProperties properties = new MqttProperties();
        properties.setContentType("application/json");
        properties.setPayloadFormat(true);
        if (message.expirySeconds() > 0) {
            properties.setMessageExpiryInterval(message.expirySeconds());
        }
        message.request()
                .filter(r -> r.correlation().length > 0)
                .ifPresent(r -> properties.setCorrelationData(r.correlation()));
        return new MqttMessage(message.payload(), QOS, message.retained(), properties);
    }

    static Message incoming(String topic, MqttMessage message) {
        MqttProperties properties = message.getProperties();
        String responseTopic = properties == null ? null : properties.getResponseTopic();
        byte[] correlation = properties == null ? null : properties.getCorrelationData();
        Message.Request request = new Message.Request(
                responseTopic == null ? "" : responseTopic, correlation == null ? new byte[0] : correlation);
        return new Message(topic, message.getPayload(), message.isRetained(), 0, Optional.of(request));
    }
}
