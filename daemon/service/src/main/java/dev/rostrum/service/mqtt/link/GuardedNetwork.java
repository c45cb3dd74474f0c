package dev.rostrum.service.mqtt.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Set;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.client.internal.SSLNetworkModuleFactory;
import org.eclipse.paho.mqttv5.client.internal.TCPNetworkModuleFactory;
import org.eclipse.paho.mqttv5.client.spi.NetworkModuleFactory;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Paho's way to {@code mqtt} and {@code mqtts}: its own TCP and TLS behind a {@link PacketGuard}. Found as a service. */
public final class GuardedNetwork implements NetworkModuleFactory {
    private static final String SECURE = "mqtts";

    @Override
    public Set<String> getSupportedUriSchemes() {
        return Set.of("mqtt", SECURE);
    }

    @Override
    public void validateURI(URI broker) {
        behind(broker).validateURI(broker);
    }

    @Override
    public NetworkModule createNetworkModule(URI broker, MqttConnectionOptions options, String clientId)
            throws MqttException {
        return new Guarded(behind(broker).createNetworkModule(broker, options, clientId));
    }

    private static NetworkModuleFactory behind(URI broker) {
        return SECURE.equals(broker.getScheme()) ? new SSLNetworkModuleFactory() : new TCPNetworkModuleFactory();
    }

    /** One connection. */
    private record Guarded(NetworkModule network) implements NetworkModule {
        @Override
        public void start() throws IOException, MqttException {
            network.start();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new PacketGuard(network.getInputStream(), PahoOptions.MAX_PACKET_BYTES);
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return network.getOutputStream();
        }

        @Override
        public void stop() throws IOException {
            network.stop();
        }

        @Override
        public String getServerURI() {
            return network.getServerURI();
        }
    }
}
