package dev.rostrum.lab.words;

import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.Span;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * NIST's Conversation Time Mark files: {@code RECORDING CHANNEL BEGIN DURATION WORD [CONFIDENCE]} on each line,
 * comments begin with {@code ;;}. One recording a file; its channels are read as one.
 */
final class Ctm {
    private static final int LEAST_FIELDS = 5;
    private static final int MOST_FIELDS = 6;

    private final Path file;
    private final WordCollector words;
    private @Nullable String recording;

    Ctm(Path file) {
        this.file = file;
        this.words = new WordCollector(file);
    }

    WordStream read(List<String> lines, String stem) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith(";;")) {
                word(i + 1, line);
            }
        }
        return new WordStream(recording == null ? stem : recording, words.words());
    }

    private void word(int number, String line) {
        String[] fields = line.split("\\s+", -1);
        if (fields.length < LEAST_FIELDS || fields.length > MOST_FIELDS) {
            throw new AnnotationException(
                    file,
                    number,
                    "neither JSON nor WebVTT, and no CTM: a line of it has 5 or 6 fields, this one " + fields.length);
        }
        if (recording != null && !recording.equals(fields[0])) {
            throw new AnnotationException(
                    file, number, "a second recording, " + fields[0] + " after " + recording + "; one file each");
        }
        recording = fields[0];
        String where = "line " + number;
        long from = words.time(where, "begin", fields[2]);
        long length = words.time(where, "duration", fields[3]);
        OptionalDouble confidence =
                fields.length < MOST_FIELDS ? OptionalDouble.empty() : confidence(number, fields[MOST_FIELDS - 1]);
        words.add(
                where,
                new Span(from, from + length),
                new WordCollector.Raw(fields[4], fields[2], fields[3], confidence));
    }

    private OptionalDouble confidence(int number, String field) {
        if (field.equals("NA") || field.equals("<NA>")) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(field));
        } catch (NumberFormatException e) {
            throw new AnnotationException(file, number, "confidence '" + field + "' is no number");
        }
    }
}
