package dev.rostrum.service.replay;

import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.Rttm;
import dev.rostrum.service.annotation.TextFile;
import dev.rostrum.service.event.TimelineJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The three files that a replay leaves: {@code NAME.events.jsonl}, {@code NAME.live.rttm} and
 * {@code NAME.final.rttm}. Each is written beside its place and then takes it, so that none is ever half there.
 */
public final class ReplayOutput {
    private final Path folder;
    private final String name;

    /**
     * An output that can be written: tried at once, before any work is done.
     *
     * @param folder made if need be
     * @param name of the recording
     * @throws AnnotationException if the folder cannot be made or written to
     */
    public ReplayOutput(Path folder, String name) {
        this.folder = folder;
        this.name = name;
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, name, ".part"));
        } catch (IOException e) {
            throw TextFile.because(folder, "cannot be written: " + TextFile.reason(e) + "; name another folder", e);
        }
    }

    /**
     * Writes all three.
     *
     * @param latencySamples of the live labels
     * @throws AnnotationException if the disk is full or gone
     */
    public List<Path> write(List<TimelineEvent> events, int sampleRate, long latencySamples) {
        EmissionLog log = EmissionLog.of(events, sampleRate);
        String lines = TimelineJson.lines(new TimelineJson.Stream(name, sampleRate), events);
        return List.of(
                write(".events.jsonl", lines),
                write(".live.rttm", Rttm.text(Map.of(name, log.live(latencySamples)))),
                write(".final.rttm", Rttm.text(Map.of(name, log.finalLabels()))));
    }

    private Path write(String suffix, String text) {
        Path file = folder.resolve(name + suffix);
        TextFile.write(file, text);
        return file;
    }
}
