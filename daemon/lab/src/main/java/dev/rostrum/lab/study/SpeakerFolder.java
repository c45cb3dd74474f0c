package dev.rostrum.lab.study;

import dev.rostrum.service.annotation.AnnotationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder of recordings of one speaker each, named {@code SPEAKER_UTTERANCE.flac} or {@code .wav}. */
final class SpeakerFolder {
    private SpeakerFolder() {}

    /**
     * The files of each speaker, both in the order of their names.
     *
     * @throws AnnotationException it cannot be read, or holds fewer speakers than {@code atLeast}
     */
    static SortedMap<String, List<Path>> bySpeaker(Path folder, int atLeast) {
        SortedMap<String, List<Path>> bySpeaker = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().matches("[^_]+_.*\\.(wav|flac)"))
                    .sorted()
                    .forEach(file -> bySpeaker
                            .computeIfAbsent(
                                    file.getFileName().toString().replaceFirst("_.*", ""), name -> new ArrayList<>())
                            .add(file));
        } catch (IOException e) {
            throw new AnnotationException(folder, "there is no such folder, or it cannot be read");
        }
        if (bySpeaker.size() < atLeast) {
            throw new AnnotationException(
                    folder,
                    "holds voices of %d speakers, at least %d are needed (SPEAKER_UTTERANCE.flac or .wav)"
                            .formatted(bySpeaker.size(), atLeast));
        }
        return Collections.unmodifiableSortedMap(bySpeaker);
    }
}
