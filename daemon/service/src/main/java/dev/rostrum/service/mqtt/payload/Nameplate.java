package dev.rostrum.service.mqtt.payload;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the box is and what it can do, as {@code info} tells it: the same for the life of the process.
 *
 * @param serial the board's number from its maker; empty where it carries none
 * @param model what the board is called by its maker; empty where it does not say
 * @param floor where the room is, for people; empty where none is configured
 * @param page where browsers of the building find the status page; empty where they do not
 * @param networks role to name and checksum of the weights, such as {@code segmentation}
 */
public record Nameplate(
        Optional<String> serial,
        Optional<String> model,
        Optional<String> floor,
        Optional<String> page,
        Map<String, String> networks,
        Abilities abilities) {
    /**
     * What may be expected of the unit.
     *
     * @param channels of sound that it listens to; empty where that is known only once the source is open
     * @param shortestLatency that {@code set-latency} takes
     * @param longestLatency that {@code set-latency} takes
     * @param enrolment people may be enrolled, and are then called by their names
     */
    public record Abilities(
            Optional<Integer> channels, Duration shortestLatency, Duration longestLatency, boolean enrolment) {}

    /** Longest latency that anybody may ask for. */
    public static final Duration LONGEST_LATENCY = Duration.ofSeconds(5);

    public Nameplate {
        networks = Map.copyOf(networks);
    }

    /** Of a unit that is no box: in a fleet of simulated ones, or a demo. */
    public static Nameplate blank() {
        return new Nameplate(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                new Abilities(Optional.empty(), Duration.ofMillis(500), LONGEST_LATENCY, false));
    }
}
