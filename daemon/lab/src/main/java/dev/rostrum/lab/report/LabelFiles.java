package dev.rostrum.lab.report;

import dev.rostrum.lab.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.lab.scoring.MeetingScore;
import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.Rttm;
import dev.rostrum.service.annotation.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files that an evaluation leaves: {@code NAME.live.rttm} and {@code NAME.final.rttm}, at the main latency. */
public final class LabelFiles {
    private final Optional<Path> folder;

    private LabelFiles(Optional<Path> folder) {
        this.folder = folder;
    }

    /** Nothing is left. */
    public static LabelFiles none() {
        return new LabelFiles(Optional.empty());
    }

    /**
     * Files in this folder, which is made if need be, now: what cannot be written shows before the work.
     *
     * @throws AnnotationException it cannot be made or written to
     */
    public static LabelFiles in(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "labels", ".part"));
        } catch (IOException e) {
            throw TextFile.because(folder, "cannot be written: " + TextFile.reason(e) + "; name another folder", e);
        }
        return new LabelFiles(Optional.of(folder));
    }

    /** Two files for each recording. */
    public void write(List<EvaluatedMeeting> evaluated) {
        folder.ifPresent(in -> evaluated.forEach(one -> {
            String name = one.meeting().name();
            MeetingScore.Heard heard = one.heard();
            Rttm.write(in.resolve(name + ".live.rttm"), name, heard.live(heard.mainLatencyMs()));
            Rttm.write(in.resolve(name + ".final.rttm"), name, heard.main().finalLabels());
        }));
    }

    /**
     * Sees before the work whether a file can be written after it.
     *
     * @throws AnnotationException it cannot
     */
    public static void check(Path file) {
        TextFile.check(file);
    }

    /**
     * Writes a text whole or not at all.
     *
     * @throws AnnotationException it cannot be written
     */
    public static void writeText(Path file, String text) {
        TextFile.write(file, text);
    }
}
