package dev.rostrum.service.annotation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** NIST's un-partitioned evaluation maps: which parts of a recording are scored. Lines {@code NAME CHANNEL FROM TO}. */
public final class Uem {
    private static final int FIELDS = 4;

    private Uem() {}

    /**
     * The scored parts, in nanoseconds, of all recordings in the file.
     *
     * @throws AnnotationException unreadable, or a line that is wrong
     */
    public static SortedMap<String, Spans> read(Path file) {
        SortedMap<String, List<Span>> parts = new TreeMap<>();
        List<String> lines = TextFile.lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith(";;")) {
                continue;
            }
            String[] fields = line.split("\\s+");
            if (fields.length != FIELDS) {
                throw new AnnotationException(
                        file,
                        i + 1,
                        "a line has " + FIELDS + " fields (name channel from to), this one " + fields.length);
            }
            parts.computeIfAbsent(fields[0], name -> new ArrayList<>()).add(span(file, i + 1, fields));
        }
        SortedMap<String, Spans> regions = new TreeMap<>();
        parts.forEach((recording, list) -> regions.put(recording, new Spans(list)));
        return regions;
    }

    /**
     * The scored parts of the one recording that the file is about, chosen as in {@link Rttm#readOne}.
     *
     * @throws AnnotationException as {@link #read}, where it holds several others, and where it holds none
     */
    public static Spans readOne(Path file, String recording) {
        SortedMap<String, Spans> all = read(file);
        if (all.isEmpty()) {
            throw new AnnotationException(file, "names no part to score");
        }
        return Rttm.only(file, recording, all, Spans.none());
    }

    /** The lines of several recordings. */
    public static String text(SortedMap<String, Spans> regions) {
        StringBuilder text = new StringBuilder();
        regions.forEach((recording, spans) -> {
            for (Span span : spans.list()) {
                text.append(RecordingName.word(recording)).append(" 1 ");
                text.append(DecimalSeconds.format(span.from())).append(' ');
                text.append(DecimalSeconds.format(span.to())).append('\n');
            }
        });
        return text.toString();
    }

    private static Span span(Path file, int line, String[] fields) {
        long from = Rttm.nanoseconds(file, line, "start", fields[2]);
        long to = Rttm.nanoseconds(file, line, "end", fields[3]);
        if (to < from) {
            throw new AnnotationException(file, line, "ends at " + fields[3] + ", before it starts at " + fields[2]);
        }
        return new Span(from, to);
    }
}
