package dev.rostrum.lab.study;

import dev.rostrum.diarization.frontend.SoundFormat;
import dev.rostrum.lab.alteration.AddedNoise;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.lab.scoring.ScoredRegion;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Utterances without their pauses, end to end with a pause of .3 to .9 s, over a floor of noise 45 dB below the speech:
 * what one speaker says, or two in turn. The truth is exact; the same names give the same sound.
 */
final class JoinedUtterances {
    static final int RATE_HZ = SoundFormat.NETWORK_RATE;
    private static final double NS_PER_SAMPLE = 1e9 / RATE_HZ;
    private static final double LEVEL_DB = -26;
    private static final double FLOOR_DB = 45;
    private static final double SHORTEST_PAUSE_S = 0.3;
    private static final double PAUSES_DIFFER_S = 0.6;

    private JoinedUtterances() {}

    /** What is to be heard, and how its sound is made. */
    record Joined(Meeting meeting, Supplier<WholeSound> sound) {}

    @SuppressWarnings("ArrayRecordComponent") // seconds of sound, not copied
    private record Turn(String speaker, int begin, float[] dry) {
        int end() {
            return begin + dry.length;
        }

        Annotation.Segment segment() {
            return new Annotation.Segment(
                    speaker, new Span(Math.round(begin * NS_PER_SAMPLE), Math.round(end() * NS_PER_SAMPLE)));
        }
    }

    /** Seconds of speech in these files, without their pauses. */
    static double seconds(List<Path> files) {
        return files.stream().mapToDouble(file -> dry(file).length).sum() / RATE_HZ;
    }

    /** One speaker for so many seconds of speech; empty where the files do not hold as much. */
    static Optional<Joined> one(String speaker, List<Path> files, double seconds) {
        int wanted = (int) Math.round(seconds * RATE_HZ);
        return joined("%s-%.0fs".formatted(speaker, seconds), random -> {
            List<Turn> turns = new ArrayList<>();
            int spoken = 0;
            int at = RATE_HZ / 2;
            for (int i = 0; i < files.size() && spoken < wanted; i++) {
                float[] dry = dry(files.get(i));
                float[] said = Arrays.copyOf(dry, Math.min(dry.length, wanted - spoken));
                turns.add(new Turn(speaker, at, said));
                spoken += said.length;
                at += said.length + pause(random);
            }
            return spoken < wanted ? List.of() : turns;
        });
    }

    /**
     * Two speakers, an utterance each in turn, until each has said as much.
     *
     * @param seconds of speech of each, at least; empty where the files of either do not hold as much
     */
    static Optional<Joined> two(String a, List<Path> ofA, String b, List<Path> ofB, double seconds) {
        int wanted = (int) Math.round(seconds * RATE_HZ);
        return joined(a + "+" + b, random -> {
            List<Turn> turns = new ArrayList<>();
            int saidA = 0;
            int saidB = 0;
            int at = RATE_HZ / 2;
            for (int i = 0; i < Math.max(ofA.size(), ofB.size()) && Math.min(saidA, saidB) < wanted; i++) {
                if (i < ofA.size()) {
                    turns.add(new Turn(a, at, dry(ofA.get(i))));
                    saidA += turns.getLast().dry().length;
                    at = turns.getLast().end() + pause(random);
                }
                if (i < ofB.size()) {
                    turns.add(new Turn(b, at, dry(ofB.get(i))));
                    saidB += turns.getLast().dry().length;
                    at = turns.getLast().end() + pause(random);
                }
            }
            return Math.min(saidA, saidB) < wanted ? List.of() : turns;
        });
    }

    @FunctionalInterface
    private interface Plan {
        List<Turn> turns(Random random);
    }

    private static Optional<Joined> joined(String name, Plan plan) {
        List<Turn> turns = plan.turns(new Random(name.hashCode()));
        if (turns.isEmpty()) {
            return Optional.empty();
        }
        int samples = turns.getLast().end() + RATE_HZ / 2;
        long lengthNs = Math.round(samples * NS_PER_SAMPLE);
        Annotation truth = Annotation.of(turns.stream().map(Turn::segment).toList());
        Meeting meeting = new Meeting(name, Path.of("none"), truth, ScoredRegion.uem(Spans.of(0, lengthNs)), lengthNs);
        // the turns are read again when the sound is made: a study declares more than fits into memory
        return Optional.of(new Joined(meeting, () -> sound(plan.turns(new Random(name.hashCode())), samples, name)));
    }

    private static WholeSound sound(List<Turn> turns, int samples, String name) {
        float[] mono = new float[samples];
        for (Turn turn : turns) {
            System.arraycopy(turn.dry(), 0, mono, turn.begin(), turn.dry().length);
        }
        return new WholeSound(new float[][] {new AddedNoise(FLOOR_DB).of(mono, RATE_HZ, name.hashCode())}, RATE_HZ);
    }

    private static int pause(Random random) {
        return (int) Math.round((SHORTEST_PAUSE_S + PAUSES_DIFFER_S * random.nextDouble()) * RATE_HZ);
    }

    private static float[] dry(Path file) {
        return DrySpeech.read(file, LEVEL_DB, RATE_HZ);
    }
}
