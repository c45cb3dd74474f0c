package dev.rostrum.drivers.simulated;

import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.drivers.audio.SoundFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The project's own meeting: four machine voices, 98 s, who says what when known exactly. {@code drivers/meeting}
 * holds the script that spoke it.
 */
public final class CarriedMeeting {
    /** Of the voices, in Hz. */
    public static final int SAMPLE_RATE = CaptureFormat.SPEECH_RATE;

    private static final String FOLDER = "meeting/";
    private static final int TAIL_SAMPLES = 2 * SAMPLE_RATE;

    private final List<Line> lines;
    private final Map<String, float[]> voices;

    /** One utterance as the timeline lists it: where it lies in the meeting and in its speaker's voice, in samples. */
    public record Line(String speaker, long beginSample, int voiceSample, int samples, String text) {}

    private CarriedMeeting(List<Line> lines, Map<String, float[]> voices) {
        this.lines = lines;
        this.voices = voices;
    }

    /** Reads the meeting from the project's own resources. */
    public static CarriedMeeting load() {
        List<Line> lines =
                text("timeline.csv").lines().skip(1).map(CarriedMeeting::line).toList();
        Map<String, float[]> voices = new LinkedHashMap<>();
        for (Line line : lines) {
            voices.computeIfAbsent(line.speaker(), t -> SoundFile.readMono(bytes(t + ".flac"), t + ".flac"));
        }
        return new CarriedMeeting(lines, voices);
    }

    /** Who says what when, in the order of the script */
    public List<Line> lines() {
        return lines;
    }

    /** The speakers in order of arrival. */
    public List<String> speakers() {
        return List.copyOf(voices.keySet());
    }

    /** The truth, as an RTTM file for the recording {@code meeting}. */
    public String rttm() {
        return text("meeting.rttm");
    }

    /** Length in samples, with two seconds after the last word. */
    public long samples() {
        return lines.stream()
                        .mapToLong(l -> l.beginSample() + l.samples())
                        .max()
                        .orElseThrow()
                + TAIL_SAMPLES;
    }

    /** The meeting's utterances, each from where {@code place} puts it. */
    public List<Utterance> utterances(Function<Line, SpeakerPath> place) {
        return lines.stream()
                .map(line -> new Utterance(line.speaker(), line.beginSample(), dry(line), place.apply(line)))
                .toList();
    }

    /**
     * The meeting around a table: speakers in order of arrival at 40, 130, 220 and 310 degrees, 1.0 to 1.6 m from an
     * array in the room's middle, 0.8 m high.
     *
     * @param microphones offsets from the array's centre, in channel order
     */
    public RoomScene aroundTable(RoomSettings room, List<Position> microphones) {
        Position centre = new Position(room.widthMetres() / 2 - 0.17, room.lengthMetres() / 2 + 0.11, 0.8);
        List<String> order = speakers();
        List<Utterance> said = utterances(line -> {
            int seat = order.indexOf(line.speaker());
            return new SpeakerPath.Seat(centre.towards(40 + 90.0 * seat, 1.0 + 0.2 * seat, 0.35));
        });
        List<Position> placed = microphones.stream().map(centre::plus).toList();
        return new RoomScene(room, placed, said, samples(), SAMPLE_RATE);
    }

    private float[] dry(Line line) {
        float[] voice = voices.get(line.speaker());
        if (voice == null) {
            throw new IllegalStateException("speaker=" + line.speaker());
        }
        return Arrays.copyOfRange(voice, line.voiceSample(), line.voiceSample() + line.samples());
    }

    private static Line line(String row) {
        List<String> fields = Arrays.asList(row.split(",", 5));
        return new Line(
                fields.get(0),
                Long.parseLong(fields.get(1)),
                Integer.parseInt(fields.get(2)),
                Integer.parseInt(fields.get(3)),
                fields.get(4).substring(1, fields.get(4).length() - 1));
    }

    private static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) {
        try (InputStream in = CarriedMeeting.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks its resource " + FOLDER + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
