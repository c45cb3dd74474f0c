package dev.rostrum.service.mqtt;

import dev.rostrum.service.mqtt.link.LinkEvent;
import dev.rostrum.service.mqtt.link.LinkKeeper;
import dev.rostrum.service.mqtt.payload.Message;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.mqtt.payload.MqttTopics;
import dev.rostrum.service.mqtt.payload.PayloadWriter;
import dev.rostrum.service.mqtt.payload.StampSource;
import java.nio.charset.StandardCharsets;

/** What the unit says of its being there, and how it knows another that claims to be it. Confined to the MQTT thread. */
final class UnitPresence implements LinkKeeper.Surroundings {
    private final MqttIdentity identity;
    private final PayloadWriter payloads;
    private final StampSource stamps;
    private final Inbox inbox;
    private final String topic;
    private boolean stopped;

    UnitPresence(MqttIdentity identity, PayloadWriter payloads, StampSource stamps, Inbox inbox) {
        this.identity = identity;
        this.payloads = payloads;
        this.stamps = stamps;
        this.inbox = inbox;
        this.topic = new MqttTopics(identity.unit()).availability();
    }

    /** From now on the unit is leaving of its own will. */
    void stop() {
        stopped = true;
    }

    /** What {@code availability} says now. */
    byte[] body() {
        return stopped
                ? payloads.availability(PayloadWriter.Availability.OFFLINE, "stopped")
                : payloads.availability(PayloadWriter.Availability.ONLINE, "connected");
    }

    @Override
    public Message will() {
        byte[] body = payloads.availability(PayloadWriter.Availability.OFFLINE, "lost");
        return Message.retained(topic, payloads.sealed(stamps.will(), body));
    }

    @Override
    public String availabilityTopic() {
        return topic;
    }

    @Override
    public boolean saysOtherIsOnline(Message message) {
        return saysOnline(message) && !text(message).contains("\"boot\":\"" + identity.boot() + "\"");
    }

    /** The message, of an {@code availability}, says that its unit is online. */
    static boolean saysOnline(Message message) {
        return text(message).contains("\"availability\":\"online\"");
    }

    /** Any thread. */
    @Override
    public void onLinkEvent(long attempt, LinkEvent event) {
        inbox.offer(new Input.Link(attempt, event));
    }

    private static String text(Message message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }
}
