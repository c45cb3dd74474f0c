package dev.rostrum.service.composition;

import dev.rostrum.diarization.frontend.ChannelHealth;
import dev.rostrum.diarization.frontend.array.Zone;
import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.model.bundle.NetworkFacts;
import dev.rostrum.model.tensorflow.ModelReport;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.indicator.Indicator;
import dev.rostrum.service.indicator.LightPattern;
import dev.rostrum.service.mqtt.payload.MqttStatus;
import dev.rostrum.service.status.StatusServer;
import dev.rostrum.service.status.StatusSettings;
import dev.rostrum.service.status.StatusSources;
import dev.rostrum.service.status.StatusSources.Broker;
import dev.rostrum.service.status.StatusSources.Lamp;
import dev.rostrum.service.status.StatusSources.Normal;
import dev.rostrum.service.status.StatusSources.UnitFacts;
import dev.rostrum.service.time.TimeSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the status page to the parts that it shows. Made before the daemon, which it learns of by {@link #show} once
 * that has started; until then there are no levels and no position. A page that cannot be served is told and does not
 * keep the daemon from listening.
 */
public final class StatusPage {
    /** Stands in the degraded state where the page is not served or takes no commands. */
    static final String TROUBLE = "status-page";

    /** An hour of talk ends at 1030 MB and stays there (docs/reports/long-tests.md). */
    private static final long NORMAL_RESIDENT_MB = 1_100;

    private static final Logger LOG = LoggerFactory.getLogger(StatusPage.class);

    private final StatusSettings settings;
    private final UnitFacts unit;
    private final Surroundings around;
    private final OwnToken token;
    private final Consumer<String> served;
    private volatile @Nullable Daemon daemon;

    /**
     * The parts shown that are there before the daemon.
     *
     * @param broker how the unit stands with the broker at {@code brokerAddress}
     */
    public record Surroundings(
            TimeSource time,
            BooleanSupplier clockSynchronised,
            Indicator indicator,
            String brokerAddress,
            Supplier<MqttStatus> broker) {}

    /** What commands need where the settings name no token. */
    public interface OwnToken {
        /**
         * The token.
         *
         * @throws IOException if nobody could learn of it
         */
        String get() throws IOException;
    }

    /** @param served is given the page's address, once */
    public StatusPage(
            StatusSettings settings, UnitFacts unit, Surroundings around, OwnToken token, Consumer<String> served) {
        this.settings = settings;
        this.unit = unit;
        this.around = around;
        this.token = token;
        this.served = served;
    }

    /** What the page tells of a unit that runs with {@code networks} in a room of these {@code areas}. */
    public static UnitFacts facts(String unit, String room, Networks networks, List<Zone> areas) {
        return new UnitFacts(
                unit,
                room,
                networks.sampleRate(),
                lines(networks.report()),
                areas,
                new Normal(networks.hopSamples() * 1000L / networks.sampleRate(), NORMAL_RESIDENT_MB));
    }

    private static List<String> lines(ModelReport report) {
        String precision = report.settings().precision().name().toLowerCase(Locale.ROOT);
        List<String> lines = new ArrayList<>();
        for (NetworkFacts network : report.networks()) {
            lines.add((network.segmentation().isPresent() ? "who speaks when: " : "voices: ") + network.name());
        }
        lines.add("computed by TensorFlow " + report.tensorFlowVersion() + " on the " + report.device() + ", in "
                + precision);
        return lines;
    }

    /** Levels and positions come from {@code started} from now on. */
    public void show(Daemon started) {
        daemon = started;
    }

    /** Serves the page, where it is enabled. */
    public OpenSink open(Commands commands) {
        if (!settings.enabled()) {
            return OpenSink.of(event -> {});
        }
        try {
            Optional<String> own = settings.tokenFile().isPresent() ? Optional.of("") : ownToken();
            StatusServer server =
                    StatusServer.start(settings, sources(), commands, own.orElseGet(StatusServer::newToken));
            served.accept(server.url());
            return new OpenSink(server, () -> own.isPresent() ? Optional.empty() : Optional.of(TROUBLE), server);
        } catch (IOException e) {
            LOG.warn("no status page: {}", e.getMessage());
            return new OpenSink(event -> {}, () -> Optional.of(TROUBLE), () -> {});
        }
    }

    /** Nothing where it cannot be laid where people find it: then the page is there to look at. */
    private Optional<String> ownToken() {
        try {
            return Optional.of(token.get());
        } catch (IOException e) {
            LOG.warn("the status page takes no commands, for there is no token for them: {}", e.toString());
            return Optional.empty();
        }
    }

    private StatusSources sources() {
        return new StatusSources(
                unit,
                around.time(),
                this::position,
                around.clockSynchronised(),
                this::lamp,
                this::broker,
                this::microphones);
    }

    private long position() {
        Daemon shown = daemon;
        return shown == null ? 0 : shown.clock().sampleNow();
    }

    private List<ChannelHealth> microphones() {
        Daemon shown = daemon;
        return shown == null ? List.of() : shown.microphones().latest();
    }

    private Lamp lamp() {
        LightPattern sign = around.indicator().shown();
        return new Lamp(
                sign.word(),
                sign.colour().name().toLowerCase(Locale.ROOT),
                sign.rhythmMs(),
                around.indicator().fault());
    }

    private Broker broker() {
        MqttStatus now = around.broker().get();
        return new Broker(around.brokerAddress(), now.connected(), now.trouble(), now.waiting(), now.dropped());
    }
}
