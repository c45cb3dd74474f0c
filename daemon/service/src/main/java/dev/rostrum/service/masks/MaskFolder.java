package dev.rostrum.service.masks;

import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.TextFile;
import dev.rostrum.service.json.Json;
import dev.rostrum.service.replay.EmissionLog;
import java.io.IOException;
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

    private final Path folder;
    private final String name;
    private final List<Entry> entries = new ArrayList<>();

    private record Manifest(
            int schema,
            String recording,
            double frameS,
            int frames,
            double liveLatencyS,
            List<String> columns,
            List<Entry> masks) {}

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
            TextFile.write(
                    manifest,
                    Json.SNAKE.page(new Manifest(
                            SCHEMA,
                            name,
                            1.0 / LabelledFrames.FRAMES_PER_SECOND,
                            frames,
                            (double) latencySamples / rate,
                            Masks.COLUMNS,
                            entries)));
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
}
