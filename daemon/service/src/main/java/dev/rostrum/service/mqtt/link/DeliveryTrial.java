package dev.rostrum.service.mqtt.link;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * Whether a broker delivers what was subscribed to: some take every subscription and then deliver nothing of what a
 * user may not read, as mosquitto's {@code acl_file} does. Any thread.
 */
final class DeliveryTrial implements MqttCallback {
    private final String topic;
    private final CountDownLatch arrived = new CountDownLatch(1);

    /** @param topic on which a message to oneself is awaited */
    DeliveryTrial(String topic) {
        this.topic = topic;
    }

    /** True when the message has arrived, false when it has not in time. */
    boolean arrivesWithin(Duration patience) throws InterruptedException {
        return arrived.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void messageArrived(String arrivedAt, MqttMessage message) {
        if (arrivedAt.equals(topic)) {
            arrived.countDown();
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
