package dev.rostrum.daemon.evaluation.study;

import java.time.LocalDate;
import java.util.List;

/**
 * A page of Markdown that a study leaves.
 *
 * @param title heading
 * @param command that makes the page again
 * @param made when the figures were taken
 * @param text what the figures mean
 * @param tables one after the other
 */
public record StudyPage(String title, String command, LocalDate made, String text, List<String> tables) {
    public StudyPage {
        tables = List.copyOf(tables);
    }

    @Override
    public String toString() {
        return "# " + title + "\n\n    " + command + "\n\nMade on " + made + " by this command; do not edit.\n\n"
                + text.strip() + "\n\n" + String.join("\n", tables);
    }
}
