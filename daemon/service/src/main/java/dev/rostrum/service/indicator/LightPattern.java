package dev.rostrum.service.indicator;

import dev.rostrum.drivers.led.Colour;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.json.Word;
import java.util.List;

/**
 * One word of the light's language: a rhythm that can be read without colour, and a colour for those who have one. The table
 * for people is in {@code docs/hardware.md}.
 */
public enum LightPattern {
    /*
     * A rhythm is a cycle of milliseconds, lit and dark in turn, beginning lit; the 0 of MUTING begins it dark, so that a
     * press is answered at once whatever was shown before. Two promises are held by tests: any two words differ in at least
     * a tenth of the time however their cycles are shifted, and a word that can be shown while the microphones are open is
     * never dark for longer than 700 ms. So a light that stays dark for a second means that nothing listens.
     */
    STARTING(Colour.WHITE, 500, 500),
    LISTENING(Colour.GREEN, 1000),
    SPEECH(Colour.CYAN, 600, 200),
    /** The press was seen, the line is being closed. */
    MUTING(Colour.RED, 0, 50, 50),
    /** The line is closed: dark but for a short flash, which shows that the unit is alive. */
    MUTED(Colour.RED, 60, 3940),
    NO_MICROPHONE(Colour.MAGENTA, 120, 200, 120, 1560),
    /** Listening, but nobody hears of it. */
    NO_BROKER(Colour.YELLOW, 1400, 150, 150, 300),
    FAULT(Colour.RED, 100, 100),
    IDENTIFY(Colour.BLUE, 900, 200, 150, 200, 150, 200),
    UPDATING(Colour.BLUE, 250, 650),
    /** On the way down; the rhythm of starting. */
    STOPPING(Colour.WHITE, 500, 500);

    /** Stands in {@link RoomState#degraded()} while the broker cannot be reached. */
    public static final String BROKER_OFFLINE = "broker-offline";

    /** Stands in {@link RoomState#degraded()} while a new release is being installed. */
    public static final String UPDATE_RUNNING = "updating";

    private static final long NS_PER_MS = 1_000_000L;

    private final Colour colour;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of, which never changes
    private final List<Integer> rhythmMs;

    private final int cycleMs;

    LightPattern(Colour colour, Integer... rhythmMs) {
        this.colour = colour;
        this.rhythmMs = List.of(rhythmMs);
        this.cycleMs = this.rhythmMs.stream().mapToInt(Integer::intValue).sum();
    }

    /** What a state looks like when nobody presses and nobody searches. */
    public static LightPattern of(RoomState state) {
        return switch (state.phase()) {
            case STARTING -> STARTING;
            case STOPPING -> STOPPING;
            case FAULT -> FAULT;
            case MUTED -> MUTED;
            case NO_MICROPHONE -> NO_MICROPHONE;
            case LISTENING -> ofListening(state);
        };
    }

    private static LightPattern ofListening(RoomState state) {
        if (state.degraded().contains(UPDATE_RUNNING)) {
            return UPDATING;
        }
        if (state.degraded().contains(BROKER_OFFLINE)) {
            return NO_BROKER;
        }
        return state.speech() ? SPEECH : LISTENING;
    }

    /** The word in logs and messages, such as {@code no-microphone}. */
    public String word() {
        return Word.of(this);
    }

    public Colour colour() {
        return colour;
    }

    /** Length of one cycle in milliseconds. */
    public int cycleMs() {
        return cycleMs;
    }

    /** Lit and dark times in turn, beginning lit; repeated. */
    public List<Integer> rhythmMs() {
        return rhythmMs;
    }

    /** How long after {@code sinceNs} the rhythm goes on as it is: at most the rest of a cycle, at least a millisecond. */
    public long steadyNs(long sinceNs) {
        long inCycleMs = Math.floorMod(sinceNs / NS_PER_MS, (long) cycleMs);
        long endMs = 0;
        for (int lengthMs : rhythmMs) {
            endMs += lengthMs;
            if (inCycleMs < endMs) {
                return Math.max(NS_PER_MS, (endMs - inCycleMs) * NS_PER_MS - Math.floorMod(sinceNs, NS_PER_MS));
            }
        }
        return NS_PER_MS;
    }

    /** Whether there is light {@code sinceNs} after the word began. */
    public boolean lit(long sinceNs) {
        long inCycleMs = Math.floorMod(sinceNs / NS_PER_MS, (long) cycleMs);
        boolean lit = true;
        for (int lengthMs : rhythmMs) {
            if (inCycleMs < lengthMs) {
                return lit;
            }
            inCycleMs -= lengthMs;
            lit = !lit;
        }
        return lit;
    }
}
