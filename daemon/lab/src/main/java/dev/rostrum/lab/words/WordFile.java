package dev.rostrum.lab.words;

import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.RecordingName;
import dev.rostrum.service.annotation.TextFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of recognised words with times, told by how it begins: JSON by a bracket, WebVTT by its first word, anything
 * else is CTM, even nothing: a recording in which nobody said a word.
 */
public final class WordFile {
    private WordFile() {}

    /**
     * Reads all of it.
     *
     * @throws AnnotationException unreadable, or a word that cannot be, with its line or index
     */
    public static WordStream read(Path file) {
        List<String> lines = TextFile.lines(file);
        String first = lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
        if (first.startsWith("{") || first.startsWith("[")) {
            return new WordStream(RecordingName.of(file), new WhisperJson(file).read(lines));
        }
        if (first.startsWith("WEBVTT")) {
            return new WordStream(RecordingName.of(file), new WebVtt(file).read(lines));
        }
        return new Ctm(file).read(lines, RecordingName.of(file));
    }
}
