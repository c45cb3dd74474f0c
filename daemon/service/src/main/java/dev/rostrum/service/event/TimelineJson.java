package dev.rostrum.service.event;

import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.json.BadJsonException;
import dev.rostrum.service.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The timeline of one stream as JSON lines, the contents of {@code NAME.events.jsonl}: a line that names format and
 * stream, then one line an event. Positions are samples; nothing depends on wall time, so equal events give equal bytes, and
 * what is read back is what was written. Fields that are not known are passed over.
 */
public final class TimelineJson {
    /** Raised whenever a reader of the present lines would misread the new ones. */
    public static final int VERSION = 2;

    private static final String FORMAT = "rostrum-events";

    private TimelineJson() {}

    /**
     * The stream that the events are about.
     *
     * @param recording its name
     * @param sampleRateHz of all positions
     */
    public record Stream(String recording, int sampleRateHz) {
        public Stream {
            if (sampleRateHz < 1) {
                throw new IllegalArgumentException("sampleRateHz=" + sampleRateHz);
            }
        }
    }

    /** A stream and all its events, in order. */
    public record Timeline(Stream stream, List<TimelineEvent> events) {
        public Timeline {
            events = List.copyOf(events);
        }
    }

    private record Head(String format, int version, String recording, int rate) {}

    /** What tells a file of events of any version; the first one had but {@code schema}. */
    private record AnyHead(
            @Nullable String format,
            @Nullable Integer version,
            @Nullable Integer schema) {}

    /** The whole file. */
    public static String lines(Stream stream, List<TimelineEvent> events) {
        StringBuilder text = new StringBuilder(
                Json.CAMEL.text(new Head(FORMAT, VERSION, stream.recording(), stream.sampleRateHz())));
        text.append('\n');
        events.forEach(event -> text.append(line(event)).append('\n'));
        return text.toString();
    }

    /** The line of one event, without its end. */
    public static String line(TimelineEvent event) {
        return Json.CAMEL.text(EventFields.of(event));
    }

    /**
     * All lines of a file.
     *
     * @throws IllegalArgumentException a line that is wrong, with its number from 1
     */
    public static Timeline read(List<String> lines) {
        Stream stream = at(1, () -> stream(lines.isEmpty() ? "{}" : lines.getFirst()));
        List<TimelineEvent> events = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank()) {
                events.add(
                        at(i + 1, () -> Json.CAMEL.read(line, EventFields.class).event()));
            }
        }
        return new Timeline(stream, events);
    }

    private static Stream stream(String line) throws BadJsonException {
        AnyHead any = Json.CAMEL.read(line, AnyHead.class);
        if (any.format() == null ? any.schema() == null : !any.format().equals(FORMAT)) {
            throw new IllegalArgumentException("a file of events begins with the line of the format " + FORMAT);
        }
        Integer version = any.format() == null ? Integer.valueOf(1) : any.version();
        if (version == null || version != VERSION) {
            throw new IllegalArgumentException(
                    "events of version " + version + ", this Rostrum reads version " + VERSION
                            + ": write them anew with 'rostrum replay', or read them with the Rostrum that wrote them");
        }
        Head head = Json.CAMEL.read(line, Head.class);
        return new Stream(head.recording(), head.rate());
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws BadJsonException;
    }

    private static <T> T at(int line, Reading<T> reading) {
        try {
            return reading.read();
        } catch (BadJsonException | IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + line + ": " + e.getMessage(), e);
        }
    }
}
