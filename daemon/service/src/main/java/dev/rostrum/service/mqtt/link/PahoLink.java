package dev.rostrum.service.mqtt.link;

import dev.rostrum.service.mqtt.payload.Message;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * A {@link BrokerLink} over Paho's MQTT 5 client. A new client object for each attempt: its own reconnecting can hang
 * for ever, and it never retries a first connection.
 */
final class PahoLink implements BrokerLink {
    private static final int FIRST_ERROR_CODE = 0x80;
    private static final int LAST_REASON_CODE = 0xFF;
    private static final long GOODBYE_MS = 500;
    private static final int PACKET_TOO_LARGE = 0x95;
    /** What a packet holds beside topic and payload, generously. */
    private static final int PACKET_OVERHEAD = 256;

    private final MqttAsyncClient client;
    private final Listener events;
    private final MqttSettings.Qos qos;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile long maximumPacketBytes = Long.MAX_VALUE;

    /** Takes a client that is not connected yet. */
    PahoLink(MqttAsyncClient client, MqttSettings.Qos qos, Listener events) {
        this.client = client;
        this.qos = qos;
        this.events = events;
        client.setCallback(new Callback());
    }

    /** Starts to connect. */
    void connect(MqttConnectionOptions options) {
        try {
            client.connect(options, null, new MqttActionListener() {
                @Override
                public void onSuccess(IMqttToken token) {
                    maximumPacketBytes = maximumPacketBytes(token);
                    int receiveMaximum = receiveMaximum(token);
                    if (receiveMaximum < 1) { // MQTT 5, 3.2.2.3.3
                        lost(new LinkEvent.Lost(0, "the broker takes no message (Receive Maximum 0)"));
                        return;
                    }
                    events.onLinkEvent(new LinkEvent.Connected(receiveMaximum));
                }

                @Override
                public void onFailure(IMqttToken token, Throwable cause) {
                    lost("", cause);
                }
            });
        } catch (MqttException e) {
            lost("", e);
        }
    }

    @Override
    public void publish(long handle, Message message) {
        if (message.payload().length + message.topic().length() + PACKET_OVERHEAD > maximumPacketBytes) {
            // sent, it would end the connection, again and again
            events.onLinkEvent(new LinkEvent.Refused(handle, PACKET_TOO_LARGE));
            return;
        }
        try {
            client.publish(message.topic(), PahoMessages.outgoing(message, qos), null, new MqttActionListener() {
                @Override
                public void onSuccess(IMqttToken token) {
                    int code = firstReasonCode(token);
                    events.onLinkEvent(
                            code >= FIRST_ERROR_CODE
                                    ? new LinkEvent.Refused(handle, code)
                                    : new LinkEvent.Delivered(handle));
                }

                @Override
                public void onFailure(IMqttToken token, Throwable cause) {
                    failed(handle, cause);
                }
            });
        } catch (MqttException e) {
            failed(handle, e);
        }
    }

    @Override
    public void subscribe(String filter) {
        MqttSubscription wanted = new MqttSubscription(filter, qos.commands());
        // else the broker takes the mark off a retained message that somebody publishes now
        wanted.setRetainAsPublished(true);
        try {
            client.subscribe(new MqttSubscription[] {wanted}, null, onSubscribed(filter), new MqttProperties());
        } catch (MqttException e) {
            notSubscribed(filter, e);
        }
    }

    private MqttActionListener onSubscribed(String filter) {
        return new MqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                int code = firstReasonCode(token);
                if (code >= FIRST_ERROR_CODE) {
                    events.onLinkEvent(new LinkEvent.NotSubscribed(filter, code));
                }
            }

            @Override
            public void onFailure(IMqttToken token, Throwable cause) {
                notSubscribed(filter, cause);
            }
        };
    }

    private void notSubscribed(String filter, Throwable cause) {
        int code = reasonCode(cause);
        if (code >= FIRST_ERROR_CODE) {
            events.onLinkEvent(new LinkEvent.NotSubscribed(filter, code));
        } else {
            lost("subscribe: ", cause);
        }
    }

    @Override
    public void close() {
        over.set(true);
        try {
            client.disconnectForcibly(0, GOODBYE_MS, true);
        } catch (MqttException e) {
            // the connection is gone already, which is what was asked for
        }
        release();
    }

    @Override
    public void abandon() {
        over.set(true);
        // Paho may wait for its threads here, and ours must not
        Thread.ofVirtual().name("mqtt-abandon").start(() -> {
            try {
                client.disconnectForcibly(0, 1, false);
            } catch (MqttException e) {
                // never was connected
            }
            release();
        });
    }

    private void release() {
        try {
            client.close(true);
        } catch (MqttException e) {
            // closed by its own side meanwhile
        }
    }

    private void failed(long handle, Throwable cause) {
        int code = reasonCode(cause);
        if (code >= FIRST_ERROR_CODE) {
            events.onLinkEvent(new LinkEvent.Refused(handle, code));
        } else {
            lost("publish: ", cause);
        }
    }

    /** Whatever was under way when the broker said goodbye ends with its reason. */
    private void lost(String step, Throwable cause) {
        int code = cause.getCause() instanceof PacketGuard.Goodbye goodbye ? goodbye.reasonCode() : reasonCode(cause);
        lost(new LinkEvent.Lost(code, step + describe(cause)));
    }

    private void lost(LinkEvent.Lost event) {
        if (over.compareAndSet(false, true)) {
            events.onLinkEvent(event);
        }
    }

    private static int firstReasonCode(IMqttToken token) {
        int[] codes = token.getReasonCodes();
        return codes == null || codes.length == 0 ? 0 : codes[0];
    }

    private static int receiveMaximum(IMqttToken token) {
        MqttProperties properties = token.getResponseProperties();
        Integer maximum = properties == null ? null : properties.getReceiveMaximum();
        return maximum == null ? 65_535 : maximum;
    }

    private static long maximumPacketBytes(IMqttToken token) {
        MqttProperties properties = token.getResponseProperties();
        Long maximum = properties == null ? null : properties.getMaximumPacketSize();
        return maximum == null ? Long.MAX_VALUE : maximum;
    }

    /** The broker's answer to the one thing that was asked of it; 0 where it gave none. */
    private static int reasonCode(Throwable cause) {
        int code = cause instanceof MqttException e ? e.getReasonCode() : 0;
        return code >= FIRST_ERROR_CODE && code <= LAST_REASON_CODE ? code : 0;
    }

    /** The innermost cause names the step that failed: address, TCP, TLS or login. */
    private static String describe(Throwable failure) {
        Throwable cause = failure;
        for (Throwable inner = cause.getCause(); inner != null; inner = inner.getCause()) {
            cause = inner;
        }
        if (cause instanceof MqttException e) {
            return "MQTT " + e.getReasonCode() + " " + e.getMessage();
        }
        if (cause instanceof PacketGuard.Goodbye) {
            return String.valueOf(cause.getMessage());
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    /** Runs on Paho's threads: enqueues only. */
    private final class Callback implements MqttCallback {
        @Override
        public void disconnected(MqttDisconnectResponse response) {
            MqttException cause = response.getException();
            if (cause == null) {
                lost(new LinkEvent.Lost(0, "broker said goodbye"));
            } else {
                lost("", cause);
            }
        }

        @Override
        public void mqttErrorOccurred(MqttException exception) {
            lost("", exception);
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            if (!over.get()) {
                events.onLinkEvent(new LinkEvent.Arrived(PahoMessages.incoming(topic, message)));
            }
        }

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
