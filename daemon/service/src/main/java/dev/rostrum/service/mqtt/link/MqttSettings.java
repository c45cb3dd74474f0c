package dev.rostrum.service.mqtt.link;

import dev.rostrum.diarization.settings.Key;
import dev.rostrum.service.mqtt.payload.CommandReader;
import dev.rostrum.service.mqtt.payload.MqttTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the unit reaches its broker and what it tells it.
 *
 * @param groups names under which commands reach this unit and others
 * @param scalars plain words beside the JSON
 * @param occupiedFor how long a room counts as occupied after the last speech
 */
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
        @Key("Home Assistant.") Discovery discovery,

        @Key("Groups of units whose commands this one obeys too, sent to rostrum/v1/group/NAME/cmd/...; the name all"
                + " stands for rostrum/v1/all/cmd/...")
        List<String> groups,

        @Key("Quality of service, by kind of message.") Qos qos,

        @Key(
                "Whether count, speaking, occupied, muted and problem are told as plain words too, for what reads no JSON.")
        boolean scalars,

        @Key(value = "How long after the last speech the plain word occupied stays ON.", min = 1, max = 86_400)
        Duration occupiedFor) {

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
            Duration turnUpdate,

            @Key(value = "Of health, which is made every 10 s.", max = 600)
            Duration health) {}

    /** MQTT's quality of service: 0 at most once, 1 at least once, 2 exactly once. */
    public record Qos(
            @Key(
                    value =
                            "Of retained topics. 1: a change that a full queue or a lost packet took would stand until the"
                                    + " next one.",
                    max = 2)
            int state,

            @Key(
                    value = "Of turns, corrections and meetings. 1: what the broker has not acknowledged stays in the"
                            + " outbox; repeats are known by seq. With 0 nothing is acknowledged, and what a lost"
                            + " connection takes is gone.",
                    max = 2)
            int turns,

            @Key(
                    value =
                            "Of commands, as they are subscribed to, and of replies. 1: a repeated command does no harm,"
                                    + " a lost one does.",
                    max = 2)
            int commands) {
        public Qos {
            for (int level : new int[] {state, turns, commands}) {
                if (level < 0 || level > 2) {
                    throw new IllegalArgumentException("qos " + level + ": 0, 1 or 2");
                }
            }
        }
    }

    /** Home Assistant device discovery. */
    public record Discovery(
            @Key("off, announce (the unit becomes a device), or withdraw (an earlier announcement is taken back).")
            Mode mode,

            @Key("Home Assistant's discovery prefix.") String prefix,

            @Key(
                    "Where people find help with units, such as the maker's page: shown with the device. Not set: nothing.")
            Optional<String> supportUrl) {
        /** What to tell Home Assistant. */
        public enum Mode {
            OFF,
            ANNOUNCE,
            WITHDRAW
        }

        public Discovery {
            // Home Assistant refuses the whole device for an address that it does not take
            supportUrl
                    .filter(url -> !url.matches("https?://[A-Za-z0-9\\[][^\\s\\p{Cntrl}]*"))
                    .ifPresent(url -> {
                        throw new IllegalArgumentException("support-url=" + url + ": use https://... or http://...");
                    });
        }
    }

    public MqttSettings {
        groups = List.copyOf(groups);
        for (String group : groups) {
            if (!MqttTopics.isGroup(group)) {
                throw new IllegalArgumentException("group='" + group + "': " + MqttTopics.GROUP_RULE);
            }
        }
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
                new Pace(Duration.ofMillis(250), Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ZERO),
                new Discovery(Discovery.Mode.OFF, "homeassistant", Optional.empty()),
                List.of(),
                new Qos(1, 1, 1),
                false,
                Duration.ofMinutes(5));
    }

    /** The same, with an outbox on disk in {@code folder} where no folder was given. */
    public MqttSettings withOutboxBelow(Path folder) {
        Path directory = outbox.directory().orElse(folder.resolve("outbox"));
        Store kept = new Store(Optional.of(directory), outbox.maxMessages(), outbox.maxBytes(), outbox.maxAge());
        return with(broker, kept);
    }

    /** The same, with another broker. */
    public MqttSettings withBroker(String other) {
        return with(other, outbox);
    }

    private MqttSettings with(String address, Store store) {
        return new MqttSettings(
                address,
                login,
                tls,
                connection,
                retry,
                store,
                commands,
                pace,
                discovery,
                groups,
                qos,
                scalars,
                occupiedFor);
    }
}
