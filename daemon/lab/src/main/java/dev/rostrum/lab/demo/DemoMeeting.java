package dev.rostrum.lab.demo;

import dev.rostrum.diarization.frontend.array.ArrayGeometry;
import dev.rostrum.diarization.frontend.array.ArraySettings;
import dev.rostrum.diarization.frontend.array.ArraySettings.Shape;
import dev.rostrum.drivers.simulated.CarriedMeeting;
import dev.rostrum.drivers.simulated.Position;
import dev.rostrum.drivers.simulated.RoomScene;
import dev.rostrum.drivers.simulated.RoomSettings;
import dev.rostrum.drivers.simulated.SimulatedRoomSource;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Rttm;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The carried meeting, or its beginning, around a simulated table with four microphones.
 *
 * @param scene what is rendered
 * @param truth who speaks when, nothing beyond the scene's end
 */
public record DemoMeeting(RoomScene scene, Annotation truth) {
    private static final ArrayGeometry ARRAY =
            ArraySettings.of(Shape.RESPEAKER4).geometry().orElseThrow();
    private static final double NS_PER_SECOND = 1e9;

    /** The first {@code seconds} of the meeting, or all of it. */
    public static DemoMeeting first(OptionalDouble seconds) {
        CarriedMeeting meeting = CarriedMeeting.load();
        List<Position> microphones = ARRAY.microphones().stream()
                .map(m -> new Position(m.x(), m.y(), m.z()))
                .toList();
        RoomScene all = meeting.aroundTable(RoomSettings.defaults(), microphones);
        long samples = Math.min(
                all.samples(),
                Math.round(seconds.orElse(Double.MAX_VALUE / CarriedMeeting.SAMPLE_RATE) * CarriedMeeting.SAMPLE_RATE));
        RoomScene scene = new RoomScene(
                all.room(),
                all.microphones(),
                all.utterances().stream()
                        .filter(said -> said.beginSample() < samples)
                        .toList(),
                samples,
                all.sampleRate());
        Spans heard = Spans.of(0, Math.round(samples * NS_PER_SECOND / all.sampleRate()));
        return new DemoMeeting(scene, truth(meeting).within(heard));
    }

    /** The array around whose table they sit. */
    public ArrayGeometry array() {
        return ARRAY;
    }

    /** The microphones' sound, unpaced. */
    public SimulatedRoomSource source() {
        return new SimulatedRoomSource(scene);
    }

    /** The stretch that counts: the whole scene. */
    public Spans region() {
        return Spans.of(0, Math.round(seconds() * NS_PER_SECOND));
    }

    /** Length of the scene. */
    public double seconds() {
        return (double) scene.samples() / scene.sampleRate();
    }

    /** Who speaks at {@code second} in truth, for those who watch. */
    public boolean speaks(String speaker, double second) {
        long at = Math.round(second * NS_PER_SECOND);
        return truth.of(speaker).list().stream().anyMatch((Span span) -> span.from() <= at && at < span.to());
    }

    private static Annotation truth(CarriedMeeting meeting) {
        try {
            Path file = Files.createTempFile("meeting", ".rttm");
            try {
                Files.writeString(file, meeting.rttm());
                return Rttm.readOne(file, "meeting");
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
