package dev.rostrum.service.composition;

import dev.rostrum.service.event.Commands;
import dev.rostrum.service.indicator.LightPattern;
import dev.rostrum.service.mqtt.MqttPublisher;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.mqtt.payload.MqttStatus;
import dev.rostrum.service.time.StreamClock;
import dev.rostrum.service.time.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The publisher as one of the daemon's sinks, with its status for whoever shows it. Opened once; status for any thread. */
public final class BrokerSink {
    private static final MqttStatus NOT_TRIED = MqttStatus.notTried();

    private final MqttSettings settings;
    private final MqttIdentity identity;
    private final TimeSource time;
    private final BooleanSupplier clockSynchronised;
    private volatile @Nullable MqttPublisher publisher;

    /** Connects to nothing yet. */
    public BrokerSink(
            MqttSettings settings, MqttIdentity identity, TimeSource time, BooleanSupplier clockSynchronised) {
        this.settings = settings;
        this.identity = identity;
        this.time = time;
        this.clockSynchronised = clockSynchronised;
    }

    /** Begins to connect and to publish. */
    public OpenSink open(Commands commands, StreamClock clock) {
        MqttPublisher opened = MqttPublisher.start(
                settings, identity, new MqttPublisher.Ports(time, clock::epochMillisAt, clockSynchronised, commands));
        publisher = opened;
        return new OpenSink(
                opened,
                () -> opened.status().connected() ? Optional.empty() : Optional.of(LightPattern.BROKER_OFFLINE),
                opened);
    }

    /** For each thing that else may be wrong, its word while it is; see {@link MqttStatus#troubles}. */
    public List<Supplier<Optional<String>>> troubles() {
        return MqttStatus.WORDS.stream()
                .map(word ->
                        (Supplier<Optional<String>>) () -> Optional.of(word).filter(status().troubles()::contains))
                .toList();
    }

    /** How it stands now. */
    public MqttStatus status() {
        MqttPublisher opened = publisher;
        return opened == null ? NOT_TRIED : opened.status();
    }

    /** Where the broker should be. */
    public String address() {
        return settings.broker();
    }
}
