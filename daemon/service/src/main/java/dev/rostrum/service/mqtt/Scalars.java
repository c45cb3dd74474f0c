package dev.rostrum.service.mqtt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rostrum.service.event.MeetingRoster;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.mqtt.payload.PayloadWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The room in plain words, for controllers and displays that read no JSON: whole numbers, {@code ON} and {@code OFF}.
 * Confined to the MQTT thread.
 */
final class Scalars {
    /** Speakers of the meeting that runs; 0 between meetings. */
    static final String COUNT = "count";

    /** How many speak now. */
    static final String SPEAKING = "speaking";

    /** Somebody spoke lately. */
    static final String OCCUPIED = "occupied";

    /** Nobody listens, because somebody wanted it so. */
    static final String MUTED = "muted";

    /** Something is not as it should be. */
    static final String PROBLEM = "problem";

    /** All of them. */
    static final List<String> NAMES = List.of(COUNT, SPEAKING, OCCUPIED, MUTED, PROBLEM);

    private final MeetingRoster roster;
    private final long occupiedForNs;
    private final Consumer<String> changed;
    private final Map<String, String> words = new TreeMap<>();
    private boolean speech;
    private OptionalLong lastSpeechNs = OptionalLong.empty();

    /**
     * Nobody was heard yet.
     *
     * @param roster LENT for the life of this object; read only, and told of each event before this is
     * @param changed told the name of what says something else
     */
    Scalars(MeetingRoster roster, Duration occupiedFor, Consumer<String> changed) {
        this.roster = roster;
        this.occupiedForNs = occupiedFor.toNanos();
        this.changed = changed;
        NAMES.forEach(name -> words.put(name, name.equals(COUNT) || name.equals(SPEAKING) ? "0" : "OFF"));
    }

    /** What the topic says now. */
    Optional<byte[]> word(String name) {
        return Optional.ofNullable(words.get(name)).map(word -> word.getBytes(US_ASCII));
    }

    /** Takes what happened in the room. */
    void apply(RoomEvent event, long nowNs) {
        switch (event) {
            case RoomEvent.Timeline _ -> say(COUNT, Integer.toString(roster.running() ? roster.speakerCount() : 0));
            case RoomEvent.StateChanged changedState -> state(changedState.state(), nowNs);
            case RoomEvent.HealthReported _, RoomEvent.SpeakerNamed _ -> {}
        }
    }

    /** Time goes on. */
    void tick(long nowNs) {
        if (speech) {
            lastSpeechNs = OptionalLong.of(nowNs);
        }
        boolean lately = lastSpeechNs.isPresent() && nowNs - lastSpeechNs.getAsLong() < occupiedForNs;
        say(OCCUPIED, onOrOff(lately));
    }

    private void state(RoomState state, long nowNs) {
        tick(nowNs); // whoever spoke until now did so until now
        speech = state.speech();
        say(SPEAKING, Integer.toString(state.active().size()));
        say(MUTED, onOrOff(state.muted()));
        say(PROBLEM, onOrOff(!PayloadWriter.troubles(state).isEmpty()));
        tick(nowNs);
    }

    private void say(String name, String word) {
        if (!word.equals(words.put(name, word))) {
            changed.accept(name);
        }
    }

    private static String onOrOff(boolean on) {
        return on ? "ON" : "OFF";
    }
}
