package dev.rostrum.service.mqtt.link;

import dev.rostrum.service.mqtt.payload.MqttTopics;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttSubscription;

/** A subscriber of one unit that counts what it receives, topic by topic: the proof that messages arrive. Any thread. */
public final class TopicStatistics implements AutoCloseable {
    private static final long GOODBYE_MS = 500;

    private final MqttClient client;
    private final BiConsumer<String, String> seer;
    private final TreeMap<String, Integer> counts = new TreeMap<>();
    private final TreeMap<String, String> newest = new TreeMap<>();

    private TopicStatistics(MqttClient client, BiConsumer<String, String> seer) {
        this.client = client;
        this.seer = seer;
    }

    /**
     * Connects and subscribes to everything that {@code unit} publishes.
     *
     * @param broker {@code mqtt://host:port}
     * @throws IllegalStateException if the broker cannot be reached
     */
    public static TopicStatistics of(String broker, String unit) {
        return of(broker, unit, (topic, payload) -> {});
    }

    /**
     * The same for somebody who wants to see every message.
     *
     * @param seer told the topic below the unit's root and the payload, on the client's thread
     */
    public static TopicStatistics of(String broker, String unit, BiConsumer<String, String> seer) {
        String root = new MqttTopics(unit).availability().replaceFirst("/availability$", "");
        try {
            MqttClient client =
                    new MqttClient(broker.replaceFirst("^mqtt:", "tcp:"), "tally-" + unit, new MemoryPersistence());
            client.connect();
            TopicStatistics tally = new TopicStatistics(client, seer);
            IMqttMessageListener listener =
                    (topic, message) -> tally.received(topic.substring(root.length() + 1), message.getPayload());
            client.subscribe(
                    new MqttSubscription[] {new MqttSubscription(root + "/#", 1)},
                    new IMqttMessageListener[] {listener});
            return tally;
        } catch (MqttException e) {
            throw new IllegalStateException("cannot subscribe at " + broker + ": " + e.getMessage(), e);
        }
    }

    /** Topic below the unit's root to the number of messages received. */
    public synchronized SortedMap<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    /** The newest payload of a topic, empty where none came. */
    public synchronized String newest(String topic) {
        return newest.getOrDefault(topic, "");
    }

    private void received(String topic, byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8);
        seer.accept(topic, text);
        synchronized (this) {
            counts.merge(topic, 1, Integer::sum);
            newest.put(topic, text);
        }
    }

    @Override
    public void close() {
        try {
            client.disconnect(GOODBYE_MS);
            client.close();
        } catch (MqttException e) {
            return; // the broker is gone already: nothing left to close
        }
    }
}
