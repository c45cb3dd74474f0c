package dev.rostrum.daemon.mqtt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** What Paho needs to know for one connection, made anew for each so that changed files take effect. */
final class PahoOptions {
    private static final int RECEIVE_MAXIMUM = 32;
    private static final long MAX_PACKET_OVERHEAD = 4096;

    private final MqttSettings settings;

    PahoOptions(MqttSettings settings) {
        this.settings = settings;
    }

    /** {@code mqtt} and {@code mqtts} as Paho spells them. */
    static String serverUri(String broker) {
        return broker.replaceFirst("^mqtts://", "ssl://").replaceFirst("^mqtt://", "tcp://");
    }

    MqttConnectionOptions connect(Message will) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setServerURIs(new String[] {serverUri(settings.broker())});
        options.setAutomaticReconnect(false);
        // what arrived while we were away is stale: an unmute from an hour ago must not take effect
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setReceiveMaximum(RECEIVE_MAXIMUM);
        options.setMaximumPacketSize(settings.commands().maxPayloadBytes() + MAX_PACKET_OVERHEAD);
        options.setKeepAliveInterval((int) settings.connection().keepAlive().toSeconds());
        options.setConnectionTimeout(
                (int) settings.connection().connectTimeout().toSeconds());
        options.setHttpsHostnameVerificationEnabled(true);
        MqttMessage last = new MqttMessage(will.payload(), 1, true, new MqttProperties());
        options.setWill(will.topic(), last);
        settings.login().user().ifPresent(options::setUserName);
        settings.login().passwordFile().ifPresent(file -> options.setPassword(password(file)));
        return options;
    }

    private static byte[] password(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return (lines.isEmpty() ? "" : lines.getFirst()).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UnreadableSecret("cannot read password file " + file + ": " + e.getMessage(), e);
        }
    }

    /** A file that the connection needs cannot be read or makes no sense. */
    static final class UnreadableSecret extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnreadableSecret(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
