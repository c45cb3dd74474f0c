package dev.rostrum.service.mqtt.link;

import dev.rostrum.diarization.settings.Key;
import dev.rostrum.service.mqtt.payload.CommandReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the unit reaches its broker and what it tells it. */
public record MqttSettings(
        @Key("The broker: mqtt://host:port, or mqtts://host:port for TLS. Without a port: 1883, or 8883.")
        String broker,

        @Key("User and password.") Login login,
        @Key("Certificates for mqtts.") Tls tls,
        @Key("Limits of one connection.") Connection connection,
        @Key("How often a connection is tried.") Retry retry,
        @Key("What is kept until the broker has it.") Store outbox,
        @Key("What the building may ask for.") CommandSettings commands,
        @Key("How often topics may change.") Pace pace,
        @Key("Home Assistant.") Discovery discovery) {

    /**
     * User and password. A systemd credential is a file too, below {@code $CREDENTIALS_DIRECTORY}.
     *
     * @param user none: the broker lets anybody in, or goes by the certificate
     * @param passwordFile file whose first line is the password
     * @param credential name of a systemd credential that holds the password
     */
    public record Login(
            @Key("User at the broker.") Optional<String> user,
            @Key("File whose first line is the password.") Optional<Path> passwordFile,

            @Key("Name of the systemd credential that holds the password, where there is no file.")
            Optional<String> credential) {}

    /** PEM files; all optional. */
    public record Tls(
            @Key("Authorities to trust instead of the system's, in PEM.")
            Optional<Path> caFile,

            @Key("The unit's own certificate with its chain, in PEM.")
            Optional<Path> certificateFile,

            @Key("The certificate's private key: PKCS #8 in PEM, not encrypted.")
            Optional<Path> keyFile) {}

    /** One connection. */
    public record Connection(
            @Key(
                    value = "Messages handed over and not acknowledged yet, at most; the broker may allow fewer.",
                    min = 1,
                    max = 1000)
            int inFlight,

            @Key(value = "After this long without a word the broker is taken for gone.", min = 5, max = 3600)
            Duration keepAlive,

            @Key(value = "For address, TCP, TLS and login together.", min = 1, max = 300)
            Duration connectTimeout) {}

    /** Waiting times between attempts. */
    public record Retry(
            @Key(value = "Wait after the first failure; doubled after each further one.", min = 0.01, max = 60)
            Duration first,

            @Key(value = "Longest wait.", min = 0.01, max = 3600)
            Duration longest,

            @Key(
                    value = "Wait where another box uses this unit's id, before looking whether it is still there.",
                    min = 0.1,
                    max = 86400)
            Duration duplicateUnit) {
        public Retry {
            if (first.toMillis() < 1 || longest.compareTo(first) < 0) {
                throw new IllegalArgumentException("first=" + first + " longest=" + longest);
            }
        }
    }

    /** Bounds of what waits for the broker. */
    public record Store(
            @Key("Folder where events lie until the broker has them. Not set: outbox in the unit's state folder.")
            Optional<Path> directory,

            @Key(value = "Messages kept in memory; without a folder the oldest turns beyond it are dropped.", min = 100)
            int maxMessages,

            @Key(value = "Bytes kept in all; the oldest turns beyond it are dropped.", min = 100_000)
            long maxBytes,

            @Key(value = "Older events are dropped, here and at the broker.", min = 60)
            Duration maxAge) {
        public Store {
            if (maxMessages < 100 || maxBytes < 100_000 || maxAge.toSeconds() < 1) {
                throw new IllegalArgumentException(
                        "maxMessages=" + maxMessages + " maxBytes=" + maxBytes + " maxAge=" + maxAge);
            }
        }
    }

    /** What the building may ask for. */
    public record CommandSettings(
            @Key("Names of the commands that are obeyed.") List<String> allowed,

            @Key(value = "A longer command is refused unread.", min = 64, max = 65536)
            int maxPayloadBytes,

            @Key(value = "Commands obeyed in a minute at most.", min = 1, max = 6000)
            int perMinute) {
        public CommandSettings {
            allowed = List.copyOf(allowed);
            for (String name : allowed) {
                if (!CommandReader.NAMES.contains(name)) {
                    throw new IllegalArgumentException(
                            "no command is called " + name + ": use " + String.join(", ", CommandReader.NAMES));
                }
            }
        }
    }

    /** Shortest time between two messages of a topic; the newest wins. Starts and ends are never held back. */
    public record Pace(
            @Key(value = "Of state.", max = 60) Duration state,
            @Key(value = "Of speakers.", max = 600) Duration speakers,

            @Key(value = "Of turn/update for one turn, where only its end moved.", max = 60)
            Duration turnUpdate) {}

    /** Home Assistant device discovery. */
    public record Discovery(
            @Key("off, announce (the unit becomes a device), or withdraw (an earlier announcement is taken back).")
            Mode mode,

            @Key("Home Assistant's discovery prefix.") String prefix) {
        /** What to tell Home Assistant. */
        public enum Mode {
            OFF,
            ANNOUNCE,
            WITHDRAW
        }
    }

    public MqttSettings {
        broker = broker.replaceFirst("^mqtt://(\\[[^\\]]*]|[^:/\\s]+)$", "$0:1883")
                .replaceFirst("^mqtts://(\\[[^\\]]*]|[^:/\\s]+)$", "$0:8883");
        if (!broker.matches("mqtts?://[^/\\s]+:\\d{1,5}")) {
            throw new IllegalArgumentException("broker=" + broker + ": use mqtt://host:port or mqtts://host:port");
        }
    }

    /** A broker on this machine, memory only, no discovery. */
    public static MqttSettings defaults() {
        return new MqttSettings(
                "mqtt://localhost:1883",
                new Login(Optional.empty(), Optional.empty(), Optional.empty()),
                new Tls(Optional.empty(), Optional.empty(), Optional.empty()),
                new Connection(64, Duration.ofSeconds(30), Duration.ofSeconds(10)),
                new Retry(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(1)),
                new Store(Optional.empty(), 4000, 60_000_000, Duration.ofHours(24)),
                new CommandSettings(CommandReader.NAMES, 4096, 120),
                new Pace(Duration.ofMillis(250), Duration.ofSeconds(2), Duration.ofSeconds(1)),
                new Discovery(Discovery.Mode.OFF, "homeassistant"));
    }

    /** The same, with an outbox on disk in {@code folder} where no folder was given. */
    public MqttSettings withOutboxBelow(Path folder) {
        Path directory = outbox.directory().orElse(folder.resolve("outbox"));
        Store kept = new Store(Optional.of(directory), outbox.maxMessages(), outbox.maxBytes(), outbox.maxAge());
        return new MqttSettings(broker, login, tls, connection, retry, kept, commands, pace, discovery);
    }

    /** The same, with another broker. */
    public MqttSettings withBroker(String other) {
        return new MqttSettings(other, login, tls, connection, retry, outbox, commands, pace, discovery);
    }
}
