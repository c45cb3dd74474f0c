package dev.rostrum.daemon.evaluation.study;

import dev.rostrum.daemon.evaluation.EmissionLog;
import dev.rostrum.daemon.evaluation.EvaluationRun;
import dev.rostrum.daemon.evaluation.Meeting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Recordings of several channels whose sound is made just before it is heard and dropped again after it. Declare all
 * before the first is heard.
 */
final class MadeRecordings {
    private final Path folder;
    private final Map<String, Recipe> recipes = new HashMap<>();

    /**
     * How a recording is made.
     *
     * @param sound {@code [channels][frames]}, full scale at 1; any thread, the same each time
     */
    record Recipe(Supplier<float[][]> sound, int rateHz) {}

    /** A folder that goes away. */
    record Folder(Path parent, Path path) implements AutoCloseable {
        static Folder temporary() {
            try {
                Path parent = Files.createTempDirectory("recordings");
                // of one name always, by which what the networks said can be kept
                return new Folder(parent, Files.createDirectory(parent.resolve("made")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            delete(path);
            delete(parent);
        }
    }

    /** @param folder for the files; nothing stays in it */
    MadeRecordings(Path folder) {
        this.folder = folder;
    }

    /** A recording as it will be: what {@code original} says but for its sound; its name must be its own. */
    Meeting declare(Meeting original, Recipe recipe) {
        if (recipes.put(original.name(), recipe) != null) {
            throw new IllegalArgumentException("twice: " + original.name());
        }
        Path sound = folder.resolve(original.name().replaceAll("[^A-Za-z0-9.+-]+", "-") + ".wav");
        return new Meeting(original.name(), sound, original.reference(), original.scored(), original.lengthNs());
    }

    /** Ears that make a declared recording's sound, let {@code own} hear it and delete it; others they hear as they are. */
    Supplier<EvaluationRun.Ears> heardBy(Supplier<EvaluationRun.Ears> own) {
        return () -> new Making(own.get());
    }

    private final class Making implements EvaluationRun.Ears {
        private final EvaluationRun.Ears own;

        Making(EvaluationRun.Ears own) {
            this.own = own;
        }

        @Override
        public SortedMap<Integer, EmissionLog> hear(
                Meeting meeting, List<Integer> latenciesMs, LongConsumer progressNs) {
            Recipe recipe = recipes.get(meeting.name());
            if (recipe == null) {
                return own.hear(meeting, latenciesMs, progressNs);
            }
            SixteenBitWav.write(meeting.sound(), recipe.sound().get(), recipe.rateHz());
            try {
                return own.hear(meeting, latenciesMs, progressNs);
            } finally {
                delete(meeting.sound());
            }
        }

        @Override
        public void close() {
            own.close();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
