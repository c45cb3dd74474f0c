package dev.rostrum.lab.words;

import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * WebVTT (W3C) as words: time stamps inside a cue say where its words begin; without them a cue's words share its time
 * by their length in letters. Where any cue underlines, as players that follow the voice do, the word of a cue is what
 * it underlines, and cues that underline nothing are pauses. Notes, styles and regions are passed over.
 */
final class WebVtt {
    private static final Pattern STAMP = Pattern.compile("(?:(\\d{2,}):)?([0-5]\\d):([0-5]\\d)\\.(\\d{3})");
    private static final Pattern TIMING = Pattern.compile("\\s*(\\S+)\\s+-->\\s+(\\S+)(\\s.*)?");
    private static final Pattern UNDERLINED = Pattern.compile("<u[^>]*>(.*?)</u>");

    private final Path file;

    WebVtt(Path file) {
        this.file = file;
    }

    /** A cue: the number of its timing line, its time in nanoseconds, and what it shows, tags and all. */
    private record Cue(int line, Span span, String payload) {}

    List<Word> read(List<String> lines) {
        List<Cue> cues = cues(lines);
        boolean underlining =
                cues.stream().anyMatch(cue -> UNDERLINED.matcher(cue.payload()).find());
        List<Word> words = new ArrayList<>();
        for (Cue cue : cues) {
            words.addAll(new CueWords(file, cue.line(), cue.span())
                    .of(underlining ? underlined(cue.payload()) : cue.payload()));
        }
        // cues are by their begin, but may overlap
        words.sort(Comparator.comparingLong(word -> word.span().from()));
        return words;
    }

    private static String underlined(String payload) {
        Matcher matcher = UNDERLINED.matcher(payload);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            text.append(matcher.group(1)).append(' ');
        }
        return text.toString();
    }

    private List<Cue> cues(List<String> lines) {
        List<Cue> cues = new ArrayList<>();
        int i = afterBlock(lines, 0);
        while (i < lines.size()) {
            int end = afterBlock(lines, i);
            int timing = i;
            while (timing < end && !lines.get(timing).contains("-->")) {
                timing++;
            }
            if (timing < end && timing <= i + 1) {
                add(cues, timing, lines.subList(timing, end));
            } else if (!lines.get(i).matches("\\s*|(NOTE|STYLE|REGION)(\\s.*)?")) {
                throw new AnnotationException(file, i + 1, "no WebVTT: a cue needs a line with -->");
            }
            i = end + 1;
        }
        return cues;
    }

    private static int afterBlock(List<String> lines, int from) {
        int i = from;
        while (i < lines.size() && !lines.get(i).isBlank()) {
            i++;
        }
        return i;
    }

    private void add(List<Cue> cues, int index, List<String> block) {
        Matcher timing = TIMING.matcher(block.getFirst());
        if (!timing.matches()) {
            throw new AnnotationException(file, index + 1, "no WebVTT: a cue's times are BEGIN --> END");
        }
        long from = stamp(index + 1, timing.group(1));
        long to = stamp(index + 1, timing.group(2));
        if (to < from) {
            throw new AnnotationException(file, index + 1, "the cue ends before it begins");
        }
        if (!cues.isEmpty() && from < cues.getLast().span().from()) {
            throw new AnnotationException(file, index + 1, "the cue begins before the one ahead of it; sort by time");
        }
        cues.add(new Cue(index + 1, new Span(from, to), String.join(" ", block.subList(1, block.size()))));
    }

    private long stamp(int line, String text) {
        return stamp(file, line, text);
    }

    /** Nanoseconds of {@code [hh:]mm:ss.ttt}. */
    static long stamp(Path file, int line, String text) {
        Matcher stamp = STAMP.matcher(text);
        if (!stamp.matches()) {
            throw new AnnotationException(file, line, "'" + text + "' is no time; it is hh:mm:ss.ttt or mm:ss.ttt");
        }
        long hours = stamp.group(1) == null ? 0 : Long.parseLong(stamp.group(1));
        long seconds = (hours * 60 + Long.parseLong(stamp.group(2))) * 60 + Long.parseLong(stamp.group(3));
        return (seconds * 1000 + Long.parseLong(stamp.group(4))) * 1_000_000;
    }
}
