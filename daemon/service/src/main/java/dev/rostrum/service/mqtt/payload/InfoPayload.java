package dev.rostrum.service.mqtt.payload;

import static dev.rostrum.service.event.Decimals.rounded;

import dev.rostrum.diarization.frontend.array.Zone;
import dev.rostrum.service.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code info} says. Plain: same arguments, same bytes. */
public final class InfoPayload {
    private record Info(
            @Nullable String serial,
            @Nullable String model,
            String room,
            @Nullable String floor,
            String software,
            Map<String, String> networks,
            Capabilities capabilities,
            @Nullable String configurationUrl) {}

    private record Capabilities(
            @Nullable Integer channels,
            double minLatencySeconds,
            double maxLatencySeconds,
            boolean enrolment,
            List<String> zones) {}

    private InfoPayload() {}

    /** The unit as it is for the life of the process; what is not known is left out. */
    public static byte[] of(MqttIdentity identity) {
        Nameplate plate = identity.nameplate();
        Nameplate.Abilities abilities = plate.abilities();
        return Json.CAMEL.bytes(new Info(
                plate.serial().orElse(null),
                plate.model().orElse(null),
                identity.room(),
                plate.floor().orElse(null),
                identity.software(),
                new TreeMap<>(plate.networks()),
                new Capabilities(
                        abilities.channels().orElse(null),
                        seconds(abilities.shortestLatency()),
                        seconds(abilities.longestLatency()),
                        abilities.enrolment(),
                        identity.zones().stream().map(Zone::name).toList()),
                plate.page().orElse(null)));
    }

    private static double seconds(Duration duration) {
        return rounded(duration.toMillis() / 1000.0, 3);
    }
}
