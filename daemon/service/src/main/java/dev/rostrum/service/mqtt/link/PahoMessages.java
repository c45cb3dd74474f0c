package dev.rostrum.service.mqtt.link;

import dev.rostrum.service.mqtt.payload.Message;
import java.util.Optional;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Messages as Paho has them. Plain. */
final class PahoMessages {
    private PahoMessages() {}

    static MqttMessage outgoing(Message message, MqttSettings.Qos qos) {
        MqttProperties properties = new MqttProperties();
        boolean json = message.payload().length > 0 && message.payload()[0] == '{'; // else a plain word
        properties.setContentType(json ? "application/json" : "text/plain");
        properties.setPayloadFormat(true);
        if (message.expirySeconds() > 0) {
            properties.setMessageExpiryInterval(message.expirySeconds());
        }
        message.request()
                .filter(r -> r.correlation().length > 0)
                .ifPresent(r -> properties.setCorrelationData(r.correlation()));
        return new MqttMessage(message.payload(), level(message, qos), message.retained(), properties);
    }

    private static int level(Message message, MqttSettings.Qos qos) {
        if (message.retained()) {
            return qos.state();
        }
        return message.request().isPresent() ? qos.commands() : qos.turns();
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
