package dev.rostrum.lab.study;

import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.service.replay.EmissionLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Recordings whose sound is made just before it is heard and dropped again after it: a study of many needs room for one
 * file a thread. Declare all before the first is heard.
 */
final class MadeRecordings {
    private final Path folder;
    private final Map<String, Supplier<WholeSound>> recipes = new HashMap<>();

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
            try (Stream<Path> left = Files.walk(parent)) {
                left.sorted(Comparator.reverseOrder()).forEach(MadeRecordings::delete);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** @param folder for the files; nothing stays in it */
    MadeRecordings(Path folder) {
        this.folder = folder;
    }

    /**
     * A recording as it will be.
     *
     * @param meeting all of it but for the sound; its name must be its own
     * @param file of the sound, below the folder
     * @param sound makes it; any thread, the same each time
     */
    Meeting declare(Meeting meeting, Path file, Supplier<WholeSound> sound) {
        if (recipes.put(meeting.name(), sound) != null) {
            throw new IllegalArgumentException("twice: " + meeting.name());
        }
        return new Meeting(
                meeting.name(), folder.resolve(file), meeting.reference(), meeting.scored(), meeting.lengthNs());
    }

    /** {@code name} as that of a file. */
    static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9.+-]+", "-");
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
            Supplier<WholeSound> recipe = recipes.get(meeting.name());
            if (recipe == null) {
                return own.hear(meeting, latenciesMs, progressNs);
            }
            WholeSound sound = recipe.get();
            SixteenBitWav.write(meeting.sound(), sound.channels(), sound.rateHz());
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
