package dev.rostrum.service.masks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.TextFile;
import dev.rostrum.service.replay.EmissionLog;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of one recording's masks: {@code NAME.LANE.SPEAKER.npy} for each lane (live, final) and speaker, and
 * {@code NAME.masks.json}, which names them. The manifest is written last and each file whole, so what it names is there.
 */
public final class MaskFolder {
    private static final int SCHEMA = 1;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Path folder;
    private final String name;
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(String lane, String speaker, String file) {}

    /**
     * A folder that can be written: tried at once, before any work is done.
     *
     * @param folder made if need be
     * @param name of the recording
     * @throws AnnotationException it cannot be made or written to
     */
    public MaskFolder(Path folder, String name) {
        this.folder = folder;
        this.name = name;
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "masks", ".part"));
        } catch (IOException e) {
            throw new AnnotationException(folder, "cannot be written: " + TextFile.reason(e) + "; name another folder");
        }
    }

    /**
     * Writes the masks of live labels and revision.
     *
     * @param log the events of the recording
     * @param heard what the windows said of it
     * @param latencySamples of the live lane, as given to {@code heard}
     * @return the manifest
     */
    public Path write(EmissionLog log, MaskRecorder heard, long latencySamples) {
        int rate = log.sampleRateHz();
        int frames = Math.toIntExact(heard.endSample() * LabelledFrames.FRAMES_PER_SECOND / rate);
        Path manifest = folder.resolve(name + ".masks.json");
        try {
            Files.deleteIfExists(manifest);
            entries.clear();
            lane("live", new Masks(LabelledFrames.live(log, latencySamples, frames), heard.live(), rate));
            lane("final", new Masks(LabelledFrames.last(log, frames), heard.last(), rate));
            TextFile.write(manifest, manifest(frames, (double) latencySamples / rate));
        } catch (IOException e) {
            throw new AnnotationException(folder, "cannot be written: " + TextFile.reason(e));
        }
        return manifest;
    }

    private void lane(String lane, Masks masks) throws IOException {
        for (int k = 0; k < masks.speakers().size(); k++) {
            int speaker = k;
            String file = name + "." + lane + "." + masks.speakers().get(k) + ".npy";
            Path part = folder.resolve("." + file + ".part");
            NpyFile.write(part, masks.frames(), Masks.COLUMNS.size(), frame -> masks.of(speaker, frame));
            Files.move(part, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            entries.add(new Entry(lane, masks.speakers().get(k), file));
        }
    }

    private String manifest(int frames, double latencySeconds) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeNumberField("schema", SCHEMA);
            json.writeStringField("recording", name);
            json.writeNumberField("frame_s", 1.0 / LabelledFrames.FRAMES_PER_SECOND);
            json.writeNumberField("frames", frames);
            json.writeNumberField("live_latency_s", latencySeconds);
            json.writeArrayFieldStart("columns");
            for (String column : Masks.COLUMNS) {
                json.writeString(column);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("masks");
            for (Entry entry : entries) {
                json.writeStartObject();
                json.writeStringField("lane", entry.lane());
                json.writeStringField("speaker", entry.speaker());
                json.writeStringField("file", entry.file());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }
}
