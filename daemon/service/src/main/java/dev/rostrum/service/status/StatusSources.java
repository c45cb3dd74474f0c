package dev.rostrum.service.status;

import dev.rostrum.diarization.frontend.ChannelHealth;
import dev.rostrum.diarization.frontend.array.Zone;
import dev.rostrum.service.time.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the page shows besides events, asked for about once a second while somebody looks. Every supplier is called on
 * the page's thread, must be safe there and return at once.
 *
 * @param unit the unit's name, its room and what it runs with
 * @param time for wall time
 * @param position of the stream now, in samples
 * @param clockSynchronised whether wall time can be believed
 * @param lamp what the light shows
 * @param broker how the unit stands with its broker
 * @param microphones every channel as heard lately
 */
public record StatusSources(
        UnitFacts unit,
        TimeSource time,
        LongSupplier position,
        BooleanSupplier clockSynchronised,
        Supplier<Lamp> lamp,
        Supplier<Broker> broker,
        Supplier<List<ChannelHealth>> microphones) {

    /**
     * What stays as it is while the daemon runs.
     *
     * @param sampleRate of every position, in Hz
     * @param networks one line each, for people
     * @param zones named sectors around the unit; none where nobody set any
     * @param normal what its figures are told against
     */
    public record UnitFacts(
            String unit, String room, int sampleRate, List<String> networks, List<Zone> zones, Normal normal) {
        public UnitFacts {
            networks = List.copyOf(networks);
            zones = List.copyOf(zones);
        }
    }

    /**
     * What is normal.
     *
     * @param hopMs from one window to the next: what a step may take
     * @param residentMb most memory of a unit that is well
     */
    public record Normal(long hopMs, long residentMb) {}

    /**
     * The light as it is now.
     *
     * @param sign its word, such as {@code listening}
     * @param colour lower-case name of the colour
     * @param rhythmMs lit and dark times in turn, beginning lit; repeated
     * @param fault why no light shows it although one is set up
     */
    public record Lamp(String sign, String colour, List<Integer> rhythmMs, Optional<String> fault) {
        public Lamp {
            rhythmMs = List.copyOf(rhythmMs);
        }
    }

    /**
     * The broker as the unit sees it.
     *
     * @param address where it should be, without login
     * @param trouble why there is no connection; empty while there is one
     * @param waiting messages it does not have yet
     * @param dropped messages it will never have
     */
    public record Broker(String address, boolean connected, String trouble, long waiting, long dropped) {}
}
