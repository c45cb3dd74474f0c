package dev.rostrum.service.mqtt.link;

import dev.rostrum.service.mqtt.payload.Message;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Opens connections through Paho. Whatever goes wrong arrives as {@link LinkEvent.Lost}. */
public final class PahoOpener implements BrokerLink.Opener {
    /** Paho logs each lost connection as severe, with a stack; what matters of it arrives as an event. */
    private static final Logger PAHO_LOG = Logger.getLogger("org.eclipse.paho.mqttv5.client");

    private final MqttSettings settings;
    private final String clientId;
    private final String boot;
    private final Optional<Supplier<ScheduledExecutorService>> threads;

    /** Paho makes its own threads, four a connection. */
    public PahoOpener(MqttSettings settings, MqttIdentity identity) {
        this(settings, identity, Optional.empty());
    }

    /**
     * Paho runs on given threads.
     *
     * @param threads makes one executor a connection, which ends with it; four tasks at once
     */
    public PahoOpener(
            MqttSettings settings, MqttIdentity identity, Optional<Supplier<ScheduledExecutorService>> threads) {
        this.threads = threads;
        this.settings = settings;
        PAHO_LOG.setLevel(Level.OFF);
        this.clientId = "rostrum-" + identity.unit();
        this.boot = identity.boot();
    }

    @Override
    public BrokerLink open(Optional<Message> will, BrokerLink.Listener events) {
        try {
            MqttConnectionOptions options = new PahoOptions(settings).connect(will);
            // without a will we only look: that must not throw out whoever has the unit's own client id
            String id = will.isPresent() ? clientId : clientId + "-look-" + boot;
            MqttAsyncClient client = client(id);
            PahoLink link = new PahoLink(client, settings.qos(), events);
            link.connect(options);
            return link;
        } catch (MqttException | IllegalArgumentException | UnreadableSecret e) {
            events.onLinkEvent(new LinkEvent.Lost(0, e.getMessage() == null ? e.toString() : e.getMessage()));
            return new Nowhere();
        }
    }

    private MqttAsyncClient client(String id) throws MqttException {
        String uri = settings.broker();
        MemoryPersistence persistence = new MemoryPersistence();
        return threads.isEmpty()
                ? new MqttAsyncClient(uri, id, persistence)
                : new MqttAsyncClient(uri, id, persistence, null, threads.get().get());
    }

    /** Stands for an attempt that failed before it began. */
    private static final class Nowhere implements BrokerLink {
        @Override
        public void publish(long handle, Message message) {}

        @Override
        public void subscribe(String filter) {}

        @Override
        public void close() {}

        @Override
        public void abandon() {}
    }
}
