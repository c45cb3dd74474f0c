package dev.rostrum.daemon;

import dev.rostrum.daemon.Daemon.OpenSink;
import dev.rostrum.daemon.config.DaemonConfig;
import dev.rostrum.daemon.control.ControlServer;
import dev.rostrum.daemon.event.Commands;
import dev.rostrum.daemon.indicator.Sign;
import dev.rostrum.daemon.mqtt.MqttIdentity;
import dev.rostrum.daemon.mqtt.MqttPublisher;
import dev.rostrum.daemon.pipeline.Networks;
import dev.rostrum.daemon.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who are told by the service: the broker and the control socket. */
final class ServiceSinks {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceSinks.class);
    private static final Path CLOCK_SYNCHRONISED = Path.of("/run/systemd/timesync/synchronized");

    private ServiceSinks() {}

    /**
     * What the sinks need of the service.
     *
     * @param reload complete once a reload is possible
     */
    record Around(TimeSource time, CompletableFuture<ConfigReload> reload) {}

    /** Opened in this order. */
    static List<Function<Commands, OpenSink>> of(DaemonConfig config, Around around, Networks networks) {
        return List.of(
                commands -> mqtt(
                        config,
                        networks.sampleRate(),
                        new MqttPublisher.Ports(around.time(), ServiceSinks::clockHolds, commands)),
                commands -> control(config.unit().runtimeFolder(), around, commands));
    }

    private static OpenSink mqtt(DaemonConfig config, int sampleRate, MqttPublisher.Ports ports) {
        String unit = config.unit().id().orElseGet(new UnitId(Path.of("/"))::find);
        String room = config.unit().room().orElse(unit);
        MqttIdentity identity = new MqttIdentity(unit, room, UUID.randomUUID().toString(), sampleRate, Map.of());
        MqttPublisher publisher = MqttPublisher.start(config.mqtt(), identity, ports);
        return new OpenSink(
                publisher,
                () -> publisher.status().connected() ? Optional.empty() : Optional.of(Sign.BROKER_OFFLINE),
                publisher);
    }

    private static OpenSink control(Path folder, Around around, Commands commands) {
        ServiceControl control = new ServiceControl(commands, around.reload());
        try {
            ControlServer server = ControlServer.start(folder, control);
            return new OpenSink(control, Optional::empty, server);
        } catch (IOException e) {
            LOG.warn("no control socket: {}", e.getMessage());
            return new OpenSink(control, () -> Optional.of("control-socket"), () -> {});
        }
    }

    private static boolean clockHolds() {
        return Files.exists(CLOCK_SYNCHRONISED);
    }
}
