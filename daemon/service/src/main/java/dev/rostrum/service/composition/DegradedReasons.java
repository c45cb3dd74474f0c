package dev.rostrum.service.composition;

import dev.rostrum.diarization.frontend.ChannelFault;
import dev.rostrum.service.analysis.Lateness;
import dev.rostrum.service.capture.Microphones;
import dev.rostrum.service.event.RoomState.Phase;
import dev.rostrum.service.indicator.LightPattern;
import dev.rostrum.service.mqtt.payload.MqttStatus;
import dev.rostrum.service.record.MeetingRecorder;
import dev.rostrum.service.time.TimeService;
import dev.rostrum.service.unit.ImageOrigin;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Every word that the room's state may call the unit degraded by, with what it means: the table of {@code docs/mqtt.md},
 * which a test holds against this one. A word that is not here does not pass a test.
 */
final class DegradedReasons {
    /** Stands for the words of all channels and all their faults. */
    static final String MICROPHONE = "microphone-N-…";

    private static final String FAULTS =
            Arrays.stream(ChannelFault.values()).map(ChannelFault::word).collect(Collectors.joining("|"));

    /** Word to meaning, in the order of the manual. */
    static final Map<String, String> MEANINGS = meanings();

    private DegradedReasons() {}

    /** The same trouble; its words are looked at where assertions are on. */
    static Supplier<Optional<String>> known(Supplier<Optional<String>> trouble) {
        return () -> {
            Optional<String> word = trouble.get();
            assert word.isEmpty() || isKnown(word.get()) : "docs/mqtt.md does not say what it means: " + word;
            return word;
        };
    }

    /** Whether somebody who reads the word can look up what it means. */
    static boolean isKnown(String word) {
        return MEANINGS.containsKey(word)
                || MqttStatus.BEFORE_THE_CONNECTION.contains(word)
                || word.matches("microphone-\\d+-(" + FAULTS + ")");
    }

    private static Map<String, String> meanings() {
        Map<String, String> table = new LinkedHashMap<>();
        addMicrophones(table);
        addUnit(table);
        addHaste(table);
        return Collections.unmodifiableMap(table);
    }

    private static void addMicrophones(Map<String, String> table) {
        table.put(
                Phase.NO_MICROPHONE.word(),
                "the sound card is not there or does not work; looked for again at intervals, the log says why");
        table.put(Phase.FAULT.word(), "a part of the daemon failed; it ends, and the service manager starts it again");
        table.put(
                MICROPHONE,
                "channel N of the sound card, from 0 as in `audio.use`, is at fault: the rest of the word says how. "
                        + "Digital silence, as of a microphone with a noise gate, is none until it has lasted five minutes");
        table.put(
                Microphones.WITHOUT_ARRAY,
                "the sound has not the channels of the configured array: channel 0 alone is heard, without directions");
        table.put(
                Microphones.WRONG_GEOMETRY,
                "what the microphones hear does not fit the configured array: directions are wrong");
    }

    private static void addUnit(Map<String, String> table) {
        table.put("mute-not-stored", "muted, but a restart would forget it: the state folder cannot be written");
        table.put(
                MqttStatus.SUBSCRIPTION_REFUSED,
                "the broker refuses a subscription: commands, or word of Home Assistant's start, do not arrive");
        table.put(
                MqttStatus.CLIENT_ID_TAKEN,
                "another client, no unit of ours, comes with our client id and was given our connection");
        table.put(
                MqttStatus.OUTBOX_DISK,
                "events wait in memory only, because the disk would not have them: a restart loses what waits");
        table.put(TimeService.NOT_SYNCHRONISED, "the time service runs and has not set the clock: do not trust `time`");
        table.put(
                ImageOrigin.CLONED, "the box runs on another one's image with the same configured id: give it its own");
        table.put("light", "the light cannot be reached");
        table.put("button", "the button cannot be reached");
        table.put("control-socket", "the control socket could not be opened; see the log");
        table.put(
                MeetingRecorder.TROUBLE,
                "the files of the last meeting could not be written to `record.folder`; the log says why");
        table.put(StatusPage.TROUBLE, "the status page could not be served, or takes no commands; see the log");
        table.put(LightPattern.UPDATE_RUNNING, "a new release is being installed");
    }

    private static void addHaste(Map<String, String> table) {
        table.put(
                "hop-doubled",
                "the box is too slow for its sound: the networks run half as often, and `latencySeconds` "
                        + "says what follows");
        table.put("fewer-embeddings", "that was not enough: half as many pieces are compared by voice");
        table.put("corrections-later", "nor was that: the past is gone over a quarter as often");
        table.put(
                Lateness.WORD,
                "more than a second of sound waits to be heard: what is published is that much later than "
                        + "`latencySeconds` says");
    }
}
