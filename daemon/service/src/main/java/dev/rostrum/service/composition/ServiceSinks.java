package dev.rostrum.service.composition;

import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.drivers.clock.KernelClock;
import dev.rostrum.service.config.DaemonConfig;
import dev.rostrum.service.control.ControlServer;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.indicator.Indicator;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.mqtt.payload.MqttIdentity;
import dev.rostrum.service.mqtt.payload.Nameplate;
import dev.rostrum.service.people.Enrolment;
import dev.rostrum.service.record.MeetingRecorder;
import dev.rostrum.service.record.RecordSettings;
import dev.rostrum.service.status.PageToken;
import dev.rostrum.service.status.StatusServer;
import dev.rostrum.service.time.StreamClock;
import dev.rostrum.service.time.TimeService;
import dev.rostrum.service.time.TimeSource;
import dev.rostrum.service.unit.ImageOrigin;
import dev.rostrum.service.unit.UnitId;
import dev.rostrum.service.unit.UpdateMark;
import dev.rostrum.service.unit.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who are told by the service: the broker, the status page and the control socket. */
public final class ServiceSinks {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceSinks.class);
    private static final Path TIMESYNC = Path.of("/run/systemd/timesync");

    private final TimeService clock = new TimeService(TIMESYNC, new KernelClock()::kept);
    private final ImageOrigin image;
    private final Optional<String> configuredId;
    private final UpdateMark update;
    private final BrokerSink broker;
    private final StatusPage page;
    private final Path runtimeFolder;
    private final RecordSettings record;
    private final TimeSource time;
    private final int sampleRate;
    private final CompletableFuture<ConfigReload> reload;
    private final Optional<LiveEnrolment> enrolment;

    /**
     * What the sinks need of the service.
     *
     * @param reload complete once a reload is possible
     * @param enrolment by what the daemon hears, where people may be enrolled
     */
    public record Around(
            TimeSource time,
            CompletableFuture<ConfigReload> reload,
            Indicator indicator,
            Optional<Enrolment> enrolment) {}

    /** Sinks that are not open yet. */
    public ServiceSinks(DaemonConfig config, Around around, Networks networks) {
        UnitId box = new UnitId(Path.of("/"));
        String hardware = box.find();
        this.image = new ImageOrigin(config.unit().stateFolder(), hardware);
        this.configuredId = config.unit().id();
        this.update = new UpdateMark(config.unit().runtimeFolder(), around.time());
        String unit = configuredId.orElse(hardware);
        String room = config.unit().room().orElse(unit);
        Map<String, String> versions = Versions.of(networks.report());
        MqttIdentity identity = new MqttIdentity(
                unit,
                room,
                UUID.randomUUID().toString(),
                networks.sampleRate(),
                config.array().areas(),
                versions,
                nameplate(config, box, networks));
        MqttSettings mqtt = config.mqtt().withOutboxBelow(config.unit().stateFolder());
        this.broker = new BrokerSink(mqtt, identity, around.time(), clock::holds);
        this.page = new StatusPage(
                config.status(),
                StatusPage.facts(unit, room, networks, config.array().areas()),
                new StatusPage.Surroundings(
                        around.time(), clock::holds, around.indicator(), broker.address(), broker::status),
                () -> PageToken.of(
                        config.unit().stateFolder(),
                        config.unit().runtimeFolder(),
                        StatusServer.newToken(),
                        ControlServer.OPERATORS),
                url -> {});
        this.record = config.record();
        this.time = around.time();
        this.sampleRate = networks.sampleRate();
        this.runtimeFolder = config.unit().runtimeFolder();
        this.reload = around.reload();
        this.enrolment = around.enrolment().map(by -> new LiveEnrolment(by, networks.sampleRate(), around.time()));
    }

    private static Nameplate nameplate(DaemonConfig config, UnitId box, Networks networks) {
        Duration hop = Duration.ofMillis(networks.hopSamples() * 1000L / networks.sampleRate());
        return new Nameplate(
                box.serial(),
                box.model(),
                config.unit().floor(),
                config.status().urlFromElsewhere(),
                Versions.networks(networks.report()),
                new Nameplate.Abilities(
                        config.audio().channelsInUse(),
                        hop,
                        Nameplate.LONGEST_LATENCY,
                        config.people().enabled()));
    }

    /** Opened in this order. */
    public List<OpenSink.Factory> list() {
        Optional<String> cloned = image.trouble(configuredId);
        List<OpenSink.Factory> sinks = new ArrayList<>(List.of(
                word(() -> cloned),
                word(clock::trouble),
                word(update),
                broker::open,
                (commands, stream) -> page.open(commands),
                (commands, stream) -> control(commands)));
        record.folder().ifPresent(folder -> sinks.add((commands, stream) -> recorder(folder, stream)));
        broker.troubles().forEach(trouble -> sinks.add(word(trouble)));
        return sinks;
    }

    private OpenSink recorder(Path folder, StreamClock stream) {
        MeetingRecorder recorder = new MeetingRecorder(folder, record, time, stream::epochMillisAt, sampleRate);
        return new OpenSink(recorder, recorder::trouble, recorder);
    }

    /** Nobody is told anything here; it only has a word to say. */
    private static OpenSink.Factory word(Supplier<Optional<String>> trouble) {
        return (commands, stream) -> new OpenSink(event -> {}, trouble, () -> {});
    }

    /** What the page shows of the daemon, from now on. */
    public void show(Daemon started) {
        page.show(started);
    }

    private OpenSink control(Commands commands) {
        ServiceControl control = new ServiceControl(commands, reload, enrolment);
        try {
            ControlServer server = ControlServer.start(runtimeFolder, control);
            return new OpenSink(control, Optional::empty, server);
        } catch (IOException e) {
            LOG.warn("no control socket: {}", e.getMessage());
            return new OpenSink(control, () -> Optional.of("control-socket"), () -> {});
        }
    }
}
