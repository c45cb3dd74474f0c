package dev.rostrum.lab.study;

import dev.rostrum.diarization.frontend.SoundFormat;
import dev.rostrum.diarization.frontend.array.ArrayGeometry;
import dev.rostrum.drivers.simulated.Position;
import dev.rostrum.drivers.simulated.RoomScene;
import dev.rostrum.drivers.simulated.RoomSettings;
import dev.rostrum.drivers.simulated.SimulatedRoomSource;
import dev.rostrum.drivers.simulated.SpeakerPath;
import dev.rostrum.drivers.simulated.Utterance;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.lab.scoring.ScoredRegion;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Meetings of four in a simulated room, in which the direction says who speaks, or misleads. Every utterance of the
 * voices is heard once, without its pauses, so the truth is exact. The same seed gives the same meeting in each
 * {@link Seating}, sentence by sentence.
 */
final class MisleadingRooms {
    private static final int SPEAKERS = 4;
    private static final int RATE_HZ = SoundFormat.NETWORK_RATE;
    private static final double NS_PER_SAMPLE = 1e9 / RATE_HZ;
    private static final double LEVEL_DB = -30;
    private static final double LONGEST_OVERLAP_S = 0.6;
    private static final double LONGEST_PAUSE_S = 1.2;
    private static final double WALK_DEGREES_A_SECOND = 12;

    private final List<List<Path>> voices;
    private final ArrayGeometry array;

    /** Where the four sit. */
    enum Seating {
        /** Everybody at a seat of his own. */
        SEATS("each at a seat"),
        /** The first two change seats at half time. */
        SWAPPED("two swap seats at half time"),
        /** The first two are far away and share a loudspeaker. */
        LOUDSPEAKER("two voices in one loudspeaker"),
        /** The first walks around the table while he speaks. */
        WALKING("one walks around the table");

        private final String words;

        Seating(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** A meeting, and how its sound is made. */
    record Room(Meeting meeting, Supplier<WholeSound> sound) {}

    @SuppressWarnings("ArrayRecordComponent") // seconds of sound, not copied
    private record Turn(int speaker, long beginSample, float[] dry) {
        long endSample() {
            return beginSample + dry.length;
        }
    }

    /**
     * @param folder holds {@code SPEAKER_UTTERANCE.flac or .wav}
     * @throws AnnotationException fewer than four speakers there
     */
    MisleadingRooms(Path folder, ArrayGeometry array) {
        this.voices = List.copyOf(SpeakerFolder.bySpeaker(folder, SPEAKERS).values());
        this.array = array;
    }

    /** One meeting. */
    Room room(Seating seating, long seed) {
        Random random = new Random(seed);
        List<List<Path>> drawn = new ArrayList<>(voices);
        Collections.shuffle(drawn, random);
        List<Turn> turns = turns(drawn.subList(0, SPEAKERS), random);
        long samples = turns.stream().mapToLong(Turn::endSample).max().orElseThrow() + RATE_HZ;
        Annotation truth = Annotation.of(turns.stream()
                .map(turn -> new Annotation.Segment(
                        "speaker" + turn.speaker(),
                        new Span(
                                Math.round(turn.beginSample() * NS_PER_SAMPLE),
                                Math.round(turn.endSample() * NS_PER_SAMPLE))))
                .toList());
        Meeting meeting = new Meeting(
                seating.words() + " " + seed,
                Path.of("none"),
                truth,
                ScoredRegion.commonExtent(),
                Math.round(samples * NS_PER_SAMPLE));
        List<Double> seats = seats(random);
        return new Room(meeting, () -> sound(turns, seats, seating, samples));
    }

    private static List<Turn> turns(List<List<Path>> speakers, Random random) {
        List<Integer> order = new ArrayList<>();
        for (int speaker = 0; speaker < SPEAKERS; speaker++) {
            order.addAll(Collections.nCopies(speakers.get(speaker).size(), speaker));
        }
        Collections.shuffle(order, random);
        int[] next = new int[SPEAKERS];
        List<Turn> turns = new ArrayList<>();
        long at = RATE_HZ;
        long[] free = new long[SPEAKERS];
        for (int speaker : order) {
            float[] dry = DrySpeech.read(speakers.get(speaker).get(next[speaker]++), LEVEL_DB, RATE_HZ);
            double gap = random.nextDouble() * (LONGEST_PAUSE_S + LONGEST_OVERLAP_S) - LONGEST_OVERLAP_S;
            long begin = Math.max(free[speaker], at + Math.round(gap * RATE_HZ));
            turns.add(new Turn(speaker, begin, dry));
            at = Math.max(at, begin + dry.length);
            free[speaker] = at;
        }
        return turns;
    }

    /** Azimuths, a quarter of the way around each, not quite even. */
    private static List<Double> seats(Random random) {
        double first = 360 * random.nextDouble();
        List<Double> seats = new ArrayList<>();
        for (int i = 0; i < SPEAKERS; i++) {
            seats.add(first + 90 * i + 40 * (random.nextDouble() - 0.5));
        }
        Collections.shuffle(seats, random);
        return List.copyOf(seats);
    }

    private WholeSound sound(List<Turn> turns, List<Double> seats, Seating seating, long samples) {
        RoomSettings room = RoomSettings.defaults();
        Position centre = new Position(room.widthMetres() / 2 - 0.17, room.lengthMetres() / 2 + 0.11, 0.8);
        List<Position> microphones = array.microphones().stream()
                .map(m -> centre.plus(new Position(m.x(), m.y(), m.z())))
                .toList();
        double walked = 0;
        List<Utterance> said = new ArrayList<>();
        for (Turn turn : turns) {
            int seat = seat(turn, seating, samples);
            double azimuth = seats.get(seat);
            double distance = 1.0 + 0.25 * seat;
            double sweep = WALK_DEGREES_A_SECOND * turn.dry().length / RATE_HZ;
            SpeakerPath path;
            if (seating == Seating.WALKING && turn.speaker() == 0) {
                path = new SpeakerPath.Walk(centre, centre.towards(azimuth + walked, distance, 0.35), sweep);
                walked += sweep;
            } else {
                path = new SpeakerPath.Seat(centre.towards(azimuth, distance, 0.35));
            }
            said.add(new Utterance("speaker" + turn.speaker(), turn.beginSample(), turn.dry(), path));
        }
        RoomScene scene = new RoomScene(room, microphones, said, samples, RATE_HZ);
        return WholeSound.of(new SimulatedRoomSource(scene), Math.toIntExact(samples));
    }

    private static int seat(Turn turn, Seating seating, long samples) {
        boolean late = turn.beginSample() > samples / 2;
        return switch (seating) {
            case SEATS, WALKING -> turn.speaker();
            case SWAPPED -> turn.speaker() < 2 && late ? 1 - turn.speaker() : turn.speaker();
            case LOUDSPEAKER -> turn.speaker() == 1 ? 0 : turn.speaker();
        };
    }
}
