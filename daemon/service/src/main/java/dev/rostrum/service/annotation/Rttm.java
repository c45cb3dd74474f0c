package dev.rostrum.service.annotation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * NIST's Rich Transcription Time Marked files: one line per stretch of speech, seconds as decimals. Only SPEAKER
 * lines matter; lines of other types, empty ones and comments ({@code ;;}) are passed over. Overlapping stretches of
 * one speaker are merged on reading. White space parts fields, so a name that holds some is refused, not guessed at.
 */
public final class Rttm {
    private static final int LEAST_FIELDS = 8;
    private static final int MOST_FIELDS = 10;
    private static final String NONE = "<NA>";

    private Rttm() {}

    /**
     * All recordings in the file, by the name that its lines give them.
     *
     * @throws AnnotationException unreadable, or a line that is wrong
     */
    public static SortedMap<String, Annotation> read(Path file) {
        SortedMap<String, List<Annotation.Segment>> segments = new TreeMap<>();
        List<String> lines = TextFile.lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith(";;")) {
                continue;
            }
            String[] fields = line.split("\\s+");
            if (fields[0].equals("SPEAKER")) {
                segments.computeIfAbsent(recording(file, i + 1, fields), name -> new ArrayList<>())
                        .add(segment(file, i + 1, fields));
            } else if (!fields[0].matches("[A-Z][A-Z_/-]*")) {
                throw new AnnotationException(file, i + 1, "no RTTM: a line starts with SPEAKER, not " + fields[0]);
            }
        }
        SortedMap<String, Annotation> annotations = new TreeMap<>();
        segments.forEach((recording, list) -> annotations.put(recording, Annotation.of(list)));
        return annotations;
    }

    /**
     * The one recording that the file is about: the named one where it is there, else the only one. A file without
     * any line is a recording without speech.
     *
     * @throws AnnotationException as {@link #read}, and where it holds several others
     */
    public static Annotation readOne(Path file, String recording) {
        return only(file, recording, read(file), Annotation.empty());
    }

    /** Of several recordings the named one, else the only one, else (where there is none) what stands for none. */
    static <T> T only(Path file, String recording, SortedMap<String, T> all, T none) {
        T named = all.getOrDefault(recording, all.get(RecordingName.word(recording)));
        if (named != null) {
            return named;
        }
        if (all.size() > 1) {
            throw new AnnotationException(
                    file, "holds " + all.size() + " recordings, none of them " + recording + ": " + all.keySet());
        }
        return all.isEmpty() ? none : all.values().iterator().next();
    }

    /**
     * Writes one recording, exact to the nanosecond, replacing the file.
     *
     * @throws AnnotationException unwritable
     */
    public static void write(Path file, String recording, Annotation annotation) {
        TextFile.write(file, text(Map.of(recording, annotation)));
    }

    /** The lines of several recordings, those of one by time, then by speaker. White space in names becomes {@code _}. */
    public static String text(Map<String, Annotation> annotations) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(annotations).forEach((recording, annotation) -> {
            for (Annotation.Segment segment : annotation.segments()) {
                text.append("SPEAKER ").append(RecordingName.word(recording)).append(" 1 ");
                text.append(DecimalSeconds.format(segment.span().from())).append(' ');
                text.append(DecimalSeconds.format(segment.span().length()));
                text.append(" <NA> <NA> ")
                        .append(RecordingName.word(segment.speaker()))
                        .append(" <NA> <NA>\n");
            }
        });
        return text.toString();
    }

    private static String recording(Path file, int line, String[] fields) {
        if (fields.length < LEAST_FIELDS || fields.length > MOST_FIELDS) {
            throw new AnnotationException(
                    file,
                    line,
                    "a SPEAKER line has at least " + LEAST_FIELDS + " fields and at most " + MOST_FIELDS + ", this one "
                            + fields.length + "; write _ for white space in names");
        }
        return fields[1];
    }

    private static Annotation.Segment segment(Path file, int line, String[] fields) {
        if (fields[7].equals(NONE)) {
            throw new AnnotationException(
                    file, line, "the speaker, its eighth field, is " + NONE + "; write _ for white space in names");
        }
        for (int i = LEAST_FIELDS; i < fields.length; i++) {
            if (!fields[i].matches("<?NA>?|[-+.\\deE]+")) {
                throw new AnnotationException(
                        file,
                        line,
                        "'" + fields[i] + "' after the speaker is neither a number nor " + NONE
                                + "; write _ for white space in names");
            }
        }
        long from = nanoseconds(file, line, "onset", fields[3]);
        long length = nanoseconds(file, line, "duration", fields[4]);
        return new Annotation.Segment(fields[7], new Span(from, from + length));
    }

    /** A time that is not negative. */
    public static long nanoseconds(Path file, int line, String what, String text) {
        try {
            long ns = DecimalSeconds.parse(text);
            if (ns >= 0) {
                return ns;
            }
        } catch (NumberFormatException e) {
            throw new AnnotationException(file, line, what + " " + e.getMessage());
        }
        throw new AnnotationException(file, line, what + " " + text + " is negative");
    }
}
