package dev.rostrum.lab.study;

import dev.rostrum.diarization.timeline.RevisingTracker;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.lab.scoring.MeetingScore;
import dev.rostrum.lab.scoring.SpeakerCount;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The tracker with other settings on the same evidence: the networks run once, the tracker for each variant. */
public final class VariantStudy {
    private final KeptHearing hearing;
    private final StudyScores read;

    /** Nothing heard yet. */
    public VariantStudy(KeptHearing hearing) {
        this.hearing = hearing;
        this.read = hearing.scores();
    }

    /** What each part of the tracker is worth, as a table in Markdown. */
    public String ablations(List<Meeting> recordings) throws InterruptedException {
        return table(TrackerVariants::ablations, recordings);
    }

    /** What each number of the tracker does when it is a fifth off, as a table in Markdown. */
    public String thresholds(List<Meeting> recordings) throws InterruptedException {
        return table(TrackerVariants::moved, recordings);
    }

    /**
     * The page that such a table makes.
     *
     * @param command that makes it again
     */
    public static StudyPage page(String title, String command, String table) {
        return new StudyPage(title, command, """
                DER in per cent, all recordings together, collar 0, overlap scored; live at the latency asked for (1 s
                unless said otherwise); changes in points against the tracker as shipped. The speakers are those of the
                final labels: recordings in which just the right ones were found, and the mean error. *churn 60 s*:
                share of speech relabelled more than a minute after it was spoken. The networks ran once; every row is
                the tracker on the same evidence, on one channel.
                """, List.of(table));
    }

    private String table(
            Function<TrackerVariants, Map<String, RevisingTracker.Settings>> which, List<Meeting> recordings)
            throws InterruptedException {
        Map<String, MeetingScore> sums = VariantScores.of(
                        hearing, recordings, shipped -> which.apply(new TrackerVariants(shipped)))
                .sums();
        MarkdownTable table = new MarkdownTable(
                "variant", "live", "change", "final", "change", "speakers exact", "mean error", "churn 60 s");
        MeetingScore base = Optional.ofNullable(sums.get(VariantScores.SHIPPED)).orElseThrow();
        sums.forEach((name, sum) -> table.row(row(name, sum, base)));
        return table.toString();
    }

    private List<String> row(String name, MeetingScore sum, MeetingScore base) {
        SpeakerCount speakers = sum.finalLabels().speakers();
        return List.of(
                name,
                MarkdownTable.percent(read.live(sum)),
                MarkdownTable.points(read.live(sum) - read.live(base)),
                MarkdownTable.percent(StudyScores.last(sum)),
                MarkdownTable.points(StudyScores.last(sum) - StudyScores.last(base)),
                speakers.exactFiles() + "/" + speakers.files(),
                String.format(Locale.ROOT, "%.2f", speakers.meanError()),
                MarkdownTable.percent(sum.churn().afterMinute()));
    }
}
