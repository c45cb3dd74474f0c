package dev.rostrum.drivers.simulated;

import java.util.List;
import java.util.stream.Stream;

/**
 * All that {@link SimulatedRoomSource} renders.
 *
 * @param microphones where each is in the room, in channel order
 * @param utterances in any order; those of different speakers may overlap
 * @param samples length of the scene
 * @param sampleRate of voices and microphones, in Hz
 */
public record RoomScene(
        RoomSettings room, List<Position> microphones, List<Utterance> utterances, long samples, int sampleRate) {
    public RoomScene {
        microphones = List.copyOf(microphones);
        utterances = List.copyOf(utterances);
        if (microphones.isEmpty() || samples <= 0 || sampleRate <= 0) {
            throw new IllegalArgumentException(
                    "microphones=" + microphones + " samples=" + samples + " sampleRate=" + sampleRate);
        }
        Stream<Position> mouths = utterances.stream()
                .flatMap(u -> Stream.of(u.path().at(0), u.path().at(1)));
        Stream.concat(microphones.stream(), mouths).forEach(point -> requireInside(room, point));
    }

    private static void requireInside(RoomSettings room, Position point) {
        if (!room.contains(point)) {
            throw new IllegalArgumentException("outside the room: point=" + point + " room=" + room);
        }
    }
}
