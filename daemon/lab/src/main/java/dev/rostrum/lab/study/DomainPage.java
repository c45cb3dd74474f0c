package dev.rostrum.lab.study;

import dev.rostrum.lab.report.DomainTable;
import java.util.List;

/** Scores by domain as a page. */
public final class DomainPage {
    private DomainPage() {}

    /**
     * The table and what it means.
     *
     * @param command that makes it again
     */
    public static StudyPage of(String command, DomainTable scores) {
        MarkdownTable table = new MarkdownTable(scores.head().toArray(String[]::new));
        scores.rows().forEach(table::row);
        return new StudyPage("By domain", command, """
                DER in per cent, collar 0, overlap scored, within a domain over all its speech; the mean of domains is
                the plain mean of the rows, and the worst is the highest of each column. Miss, false alarm and confusion
                are those of the final labels. *Short*: of the time of turns under 1 s, what is not under their
                speaker's label, in per cent, live at the latency asked for (1 s unless said otherwise) and final.
                *Speakers right*: recordings whose final labels have just the right speakers. *New speaker*: seconds from a
                speaker's first sound to the first lasting right label, median and 90th percentile.
                """, List.of(table.toString()));
    }
}
