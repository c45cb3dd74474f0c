package dev.rostrum.daemon.words;

import dev.rostrum.daemon.evaluation.AnnotationException;
import dev.rostrum.daemon.evaluation.TextFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of recognised words with times, told by how it begins: JSON by a bracket, WebVTT by its first word, anything
 * else is CTM.
 */
public final class WordFile {
    private WordFile() {}

    /**
     * Reads all of it.
     *
     * @throws AnnotationException unreadable, no words in it, or a word that cannot be, with its line or index
     */
    public static WordStream read(Path file) {
        List<String> lines = TextFile.lines(file);
        String first = lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElseThrow(() -> new AnnotationException(file, "is empty; words with times are needed"));
        WordStream stream;
        if (first.startsWith("{") || first.startsWith("[")) {
            stream = new WordStream(stem(file), new WhisperJson(file).read(lines));
        } else if (first.startsWith("WEBVTT")) {
            stream = new WordStream(stem(file), new WebVtt(file).read(lines));
        } else {
            stream = new Ctm(file).read(lines, stem(file));
        }
        if (stream.words().isEmpty()) {
            throw new AnnotationException(file, "holds no word");
        }
        return stream;
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }
}
