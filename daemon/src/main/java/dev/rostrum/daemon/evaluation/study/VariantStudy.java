package dev.rostrum.daemon.evaluation.study;

import dev.rostrum.daemon.evaluation.EmissionLog;
import dev.rostrum.daemon.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.daemon.evaluation.Meeting;
import dev.rostrum.daemon.evaluation.MeetingScore;
import dev.rostrum.daemon.evaluation.TalkerCount;
import dev.rostrum.daemon.timeline.TwoLaneTracker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The tracker with other settings on the same evidence: the networks run once, the tracker for each variant. */
public final class VariantStudy {
    private static final String SHIPPED = "as shipped";

    private final KeptHearing hearing;
    private final StudyScores read;
    private final Map<String, Map<String, MeetingScore>> scores = new ConcurrentHashMap<>();
    /** Of the variants, in their order; the same from every recording. */
    private volatile List<String> names = List.of();

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

    private String table(
            Function<TrackerVariants, Map<String, TwoLaneTracker.Settings>> which, List<Meeting> recordings)
            throws InterruptedException {
        scores.clear();
        names = List.of();
        Map<String, MeetingScore> sums = new LinkedHashMap<>();
        List<EvaluatedMeeting> shipped = hearing.run(recordings, recording -> tryAll(which, recording));
        sums.put(
                SHIPPED,
                StudyScores.sum(shipped.stream().map(EvaluatedMeeting::score).toList()));
        for (String name : names) {
            sums.put(
                    name,
                    StudyScores.sum(shipped.stream()
                            .map(one -> score(one.meeting().name(), name))
                            .toList()));
        }
        MarkdownTable table = new MarkdownTable(
                "variant", "live", "change", "final", "change", "talkers exact", "mean error", "churn 60 s");
        MeetingScore base = Optional.ofNullable(sums.get(SHIPPED)).orElseThrow();
        sums.forEach((name, sum) -> table.row(row(name, sum, base)));
        return table.toString();
    }

    private MeetingScore score(String recording, String variant) {
        return Optional.ofNullable(scores.get(variant))
                .map(byRecording -> byRecording.get(recording))
                .orElseThrow();
    }

    private List<String> row(String name, MeetingScore sum, MeetingScore base) {
        TalkerCount talkers = sum.finalLabels().talkers();
        return List.of(
                name,
                MarkdownTable.percent(read.live(sum)),
                MarkdownTable.points(read.live(sum) - read.live(base)),
                MarkdownTable.percent(StudyScores.last(sum)),
                MarkdownTable.points(StudyScores.last(sum) - StudyScores.last(base)),
                talkers.exactFiles() + "/" + talkers.files(),
                String.format(Locale.ROOT, "%.2f", talkers.meanError()),
                MarkdownTable.percent(sum.churn().afterMinute()));
    }

    /** Hears a recording as ever, and on the way with every variant. */
    private SortedMap<Integer, EmissionLog> tryAll(
            Function<TrackerVariants, Map<String, TwoLaneTracker.Settings>> which, KeptHearing.Recording recording) {
        Map<String, TwoLaneTracker.Settings> variants = which.apply(new TrackerVariants(recording.shipped()));
        names = List.copyOf(variants.keySet());
        Meeting meeting = recording.meeting();
        RecordedEvidence heard = recording.evidence();
        int done = 0;
        for (Map.Entry<String, TwoLaneTracker.Settings> variant : variants.entrySet()) {
            MeetingScore.Heard by =
                    new MeetingScore.Heard(recording.tracked(variant.getValue(), heard), read.latencyMs());
            scores.computeIfAbsent(variant.getKey(), name -> new ConcurrentHashMap<>())
                    .put(meeting.name(), MeetingScore.of(by, meeting.reference(), meeting.scored()));
            recording.progressNs().accept(meeting.lengthNs() * ++done / (variants.size() + 1));
        }
        return recording.tracked(heard);
    }
}
