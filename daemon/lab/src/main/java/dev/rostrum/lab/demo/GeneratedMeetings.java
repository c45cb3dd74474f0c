package dev.rostrum.lab.demo;

import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.simulated.CarriedMeeting;
import dev.rostrum.drivers.simulated.Position;
import dev.rostrum.drivers.simulated.RoomScene;
import dev.rostrum.drivers.simulated.RoomSettings;
import dev.rostrum.drivers.simulated.SimulatedRoomSource;
import dev.rostrum.drivers.simulated.Utterance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Meetings made of the carried one's sentences in ever new orders, in a simulated room with one microphone, and the
 * empty room between them.
 */
public final class GeneratedMeetings {
    /** How long the room is empty after each meeting. */
    public static final Duration PAUSE = Duration.ofSeconds(80);

    /** Samples a second. */
    public static final int SAMPLE_RATE = CarriedMeeting.SAMPLE_RATE;

    private static final int ROUNDS = 2;
    private static final double SHORTEST_GAP_SECONDS = -0.4;
    private static final double GAP_RANGE_SECONDS = 1.6;

    private GeneratedMeetings() {}

    /** The sound of {@code meetings} of them, -1 to 1. The same seed gives the same sound. */
    public static float[] sound(int meetings, long seed) {
        RoomScene carried = CarriedMeeting.load().aroundTable(RoomSettings.defaults(), List.of(new Position(0, 0, 0)));
        Random random = new Random(seed);
        List<Utterance> said = new ArrayList<>();
        long at = SAMPLE_RATE;
        for (int meeting = 0; meeting < meetings; meeting++) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Utterance> order = new ArrayList<>(carried.utterances());
                Collections.shuffle(order, random);
                for (Utterance one : order) {
                    said.add(new Utterance(one.speaker(), at, one.dry(), one.path()));
                    double gap = SHORTEST_GAP_SECONDS + random.nextDouble() * GAP_RANGE_SECONDS;
                    at = Math.max(at, at + one.dry().length + Math.round(gap * SAMPLE_RATE));
                }
            }
            at += PAUSE.toSeconds() * SAMPLE_RATE;
        }
        return render(new RoomScene(carried.room(), carried.microphones(), said, at, SAMPLE_RATE));
    }

    private static float[] render(RoomScene scene) {
        AudioBlock all = new AudioBlock(1, Math.toIntExact(scene.samples()));
        try (SimulatedRoomSource source = new SimulatedRoomSource(scene)) {
            source.open();
            source.read(all);
        }
        return all.channel(0);
    }
}
