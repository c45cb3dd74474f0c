package dev.rostrum.service.mqtt.link;

import dev.rostrum.service.mqtt.payload.Message;
import dev.rostrum.service.storage.PlainText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** What Paho needs to know for one connection, made anew for each so that changed files take effect. */
final class PahoOptions {
    private static final int RECEIVE_MAXIMUM = 32;
    /** Paho holds us to what we allow the broker, so the longest message of our own must pass too. */
    static final long MAX_PACKET_BYTES = 262_144;

    private final MqttSettings settings;
    private final Map<String, String> environment;

    PahoOptions(MqttSettings settings) {
        this(settings, System.getenv());
    }

    /** The environment says where systemd has put credentials. */
    PahoOptions(MqttSettings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = environment;
    }

    MqttConnectionOptions connect(Optional<Message> will) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setServerURIs(new String[] {settings.broker()});
        options.setAutomaticReconnect(false);
        // what arrived while we were away is stale: an unmute from an hour ago must not take effect
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setReceiveMaximum(RECEIVE_MAXIMUM);
        options.setMaximumPacketSize(MAX_PACKET_BYTES);
        options.setKeepAliveInterval((int) settings.connection().keepAlive().toSeconds());
        options.setConnectionTimeout(
                (int) settings.connection().connectTimeout().toSeconds());
        if (settings.broker().startsWith("mqtts:")) {
            options.setSocketFactory(
                    new ModernTls(PemFiles.context(settings.tls()).getSocketFactory()));
            options.setHttpsHostnameVerificationEnabled(true);
        }
        will.ifPresent(w -> options.setWill(
                w.topic(), new MqttMessage(w.payload(), settings.qos().state(), true, new MqttProperties())));
        settings.login().user().ifPresent(options::setUserName);
        passwordFile().ifPresent(file -> options.setPassword(password(file)));
        return options;
    }

    private Optional<Path> passwordFile() {
        Optional<Path> credential = settings.login().credential().map(name -> {
            String folder = environment.get("CREDENTIALS_DIRECTORY");
            if (folder == null) {
                throw new UnreadableSecret(
                        "credential " + name + ": systemd passed none (LoadCredential= in the unit)",
                        new IOException("CREDENTIALS_DIRECTORY is not set"));
            }
            return Path.of(folder, name);
        });
        return settings.login().passwordFile().or(() -> credential);
    }

    private static byte[] password(Path file) {
        try {
            return PlainText.firstLine(file).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UnreadableSecret(
                    "cannot read password file " + file + ": " + e.getClass().getSimpleName(), e);
        }
    }
}
