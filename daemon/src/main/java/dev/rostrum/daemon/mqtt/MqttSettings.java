package dev.rostrum.daemon.mqtt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the unit reaches its broker and what it tells it.
 *
 * @param broker {@code mqtt://host:port} or {@code mqtts://host:port}
 * @param login user and where the password lies
 * @param tls certificates for {@code mqtts}
 * @param connection time limits of one connection
 * @param reconnect how often a connection is tried
 * @param outbox what is kept while the broker is away
 * @param commands what the building may ask for
 * @param pace how often retained topics may change
 * @param discovery Home Assistant
 */
public record MqttSettings(
        String broker,
        Login login,
        Tls tls,
        Connection connection,
        ReconnectPolicy.Settings reconnect,
        Outbox.Settings outbox,
        CommandSettings commands,
        Pace pace,
        Discovery discovery) {

    /**
     * User and password. A systemd credential is a file below {@code $CREDENTIALS_DIRECTORY}.
     *
     * @param user none: the broker lets anybody in, or goes by the certificate
     * @param passwordFile file whose first line is the password
     */
    public record Login(Optional<String> user, Optional<Path> passwordFile) {}

    /**
     * PEM files; all optional.
     *
     * @param caFile authorities to trust instead of the system's
     * @param certificateFile the unit's own certificate, with its chain
     * @param keyFile its private key, PKCS #8, not encrypted
     */
    public record Tls(Optional<Path> caFile, Optional<Path> certificateFile, Optional<Path> keyFile) {}

    /**
     * One connection.
     *
     * @param inFlight messages handed over and not acknowledged yet, at most; the broker may allow fewer
     * @param keepAlive after this long without a word the broker is taken for gone
     * @param connectTimeout for address, TCP, TLS and login together
     */
    public record Connection(int inFlight, Duration keepAlive, Duration connectTimeout) {}

    /**
     * What the building may ask for.
     *
     * @param allowed names of the commands that are obeyed
     * @param maxPayloadBytes a longer command is refused unread
     * @param perMinute commands obeyed in a minute at most
     */
    public record CommandSettings(List<String> allowed, int maxPayloadBytes, int perMinute) {
        public CommandSettings {
            allowed = List.copyOf(allowed);
        }
    }

    /**
     * Shortest time between two messages on a retained topic; the newest wins. Turn events are never held back.
     *
     * @param state of {@code state}
     * @param speakers of {@code speakers}
     * @param turnUpdate of {@code turn/update} of one turn, where only its end moved
     */
    public record Pace(Duration state, Duration speakers, Duration turnUpdate) {}

    /**
     * Home Assistant device discovery.
     *
     * @param enabled off withdraws what was announced before
     * @param prefix Home Assistant's discovery prefix
     */
    public record Discovery(boolean enabled, String prefix) {}

    /** A broker on this machine, memory only, no discovery. */
    public static MqttSettings defaults() {
        return new MqttSettings(
                "mqtt://localhost:1883",
                new Login(Optional.empty(), Optional.empty()),
                new Tls(Optional.empty(), Optional.empty(), Optional.empty()),
                new Connection(64, Duration.ofSeconds(30), Duration.ofSeconds(10)),
                ReconnectPolicy.Settings.defaults(),
                Outbox.Settings.defaults(),
                new CommandSettings(CommandReader.NAMES, 4096, 120),
                new Pace(Duration.ofMillis(250), Duration.ofSeconds(2), Duration.ofSeconds(1)),
                new Discovery(false, "homeassistant"));
    }
}
