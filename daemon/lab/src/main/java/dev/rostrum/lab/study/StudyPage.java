package dev.rostrum.lab.study;

import dev.rostrum.lab.report.LabelFiles;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A page of Markdown that a study leaves.
 *
 * @param title heading
 * @param command that makes the page again
 * @param text what the figures mean
 * @param tables one after the other
 */
public record StudyPage(String title, String command, String text, List<String> tables) {
    /** What makes a page; takes long. */
    @FunctionalInterface
    public interface Study {
        /** Makes it. */
        StudyPage page() throws InterruptedException;
    }

    public StudyPage {
        tables = List.copyOf(tables);
    }

    /**
     * Writes the page of a study, dated today, whole or not at all. That it can be written is found before the study
     * begins.
     *
     * @throws dev.rostrum.service.annotation.AnnotationException it cannot be written
     */
    public static void write(Path file, Study study) throws InterruptedException {
        LabelFiles.check(file);
        LabelFiles.writeText(file, text(study));
    }

    /** The page of a study, dated today. */
    public static String text(Study study) throws InterruptedException {
        return study.page().text(LocalDate.now(ZoneOffset.UTC));
    }

    private String text(LocalDate made) {
        return "# " + title + "\n\n    " + command + "\n\nMade on " + made + " by this command; do not edit.\n\n"
                + text.strip() + "\n\n" + String.join("\n", tables);
    }
}
