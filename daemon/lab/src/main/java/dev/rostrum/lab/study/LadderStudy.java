package dev.rostrum.lab.study;

import dev.rostrum.lab.evaluation.EvidenceStore;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.lab.scoring.DiarizationScore;
import dev.rostrum.lab.scoring.MeetingScore;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.replay.EmissionLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the errors are: the same recordings as they are, by the usual whole-file recipe, and with parts of the truth
 * given away, so that what remains is the fault of the rest.
 */
public final class LadderStudy {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    /** A recording with less speech says little. */
    private static final double SPEECH_SECONDS = 20;

    private static final double WORSE_AT_MOST = 0.02;

    private final KeptHearing hearing;
    private final StudyScores scores;
    private final Map<String, Rungs> rungs = new ConcurrentHashMap<>();

    /** What some other way of labelling makes of a recording. */
    private record Rungs(
            DiarizationScore recipe, DiarizationScore named, DiarizationScore toldLive, DiarizationScore told) {
        static Rungs none() {
            DiarizationScore none = DiarizationScore.none();
            return new Rungs(none, none, none, none);
        }

        Rungs plus(Rungs other) {
            return new Rungs(
                    recipe.plus(other.recipe),
                    named.plus(other.named),
                    toldLive.plus(other.toldLive),
                    told.plus(other.told));
        }
    }

    /** Nothing heard yet. */
    public LadderStudy(KeptHearing hearing) {
        this.hearing = hearing;
        this.scores = hearing.scores();
    }

    /** Hears everything twice, once told who is active; gives the table in Markdown. */
    public String run(List<Meeting> recordings) throws InterruptedException {
        rungs.clear();
        MarkdownTable table = new MarkdownTable(
                "recording",
                "speech s",
                "whole-file recipe",
                "live",
                "final",
                "final - recipe",
                "right names, instants",
                "right names, windows",
                "told who is active, live",
                "final");
        MeetingScore total = MeetingScore.none();
        Rungs sum = Rungs.none();
        for (var one : hearing.run(recordings, this::climb)) {
            Rungs own = Optional.ofNullable(rungs.get(one.meeting().name())).orElseThrow();
            table.row(row(one.meeting().name(), one.score(), own));
            total = total.plus(one.score());
            sum = sum.plus(own);
        }
        return table.row(row("all", total, sum)).toString();
    }

    private List<String> row(String name, MeetingScore score, Rungs own) {
        DiarizationScore last = score.finalLabels().diarization();
        double worse = StudyScores.der(last) - StudyScores.der(own.recipe());
        double seconds = (double) last.totalNs() / NS_PER_SECOND;
        String difference = MarkdownTable.points(worse);
        return List.of(
                name,
                Long.toString(Math.round(seconds)),
                MarkdownTable.percent(StudyScores.der(own.recipe())),
                MarkdownTable.percent(scores.live(score)),
                MarkdownTable.percent(StudyScores.der(last)),
                worse > WORSE_AT_MOST && seconds >= SPEECH_SECONDS ? "**" + difference + "**" : difference,
                MarkdownTable.percent(last.share(last.missNs() + last.falseAlarmNs())),
                MarkdownTable.percent(StudyScores.der(own.named())),
                MarkdownTable.percent(StudyScores.der(own.toldLive())),
                MarkdownTable.percent(StudyScores.der(own.told())));
    }

    /** Hears a recording as ever, and on the way in all the other ways. */
    private SortedMap<Integer, EmissionLog> climb(KeptHearing.Recording recording) {
        Meeting meeting = recording.meeting();
        Annotation truth = meeting.reference();
        RecordedEvidence heard = recording.evidence();
        RecordedEvidence told = recording.evidence(new EvidenceStore.Told(
                truth.toString(), TrueSegmentation.LOCALS, network -> new TrueSegmentation(network, truth)));
        MeetingScore toldScore = MeetingScore.of(
                new MeetingScore.Heard(recording.tracked(told), scores.latencyMs()), truth, meeting.scored());
        rungs.put(
                meeting.name(),
                new Rungs(
                        score(meeting, WholeFileRecipe.labels(heard.windows())),
                        score(meeting, PerfectNames.labels(heard.windows(), truth)),
                        scores.liveLabels(toldScore).diarization(),
                        toldScore.finalLabels().diarization()));
        return recording.tracked(heard);
    }

    private static DiarizationScore score(Meeting meeting, Annotation labels) {
        return DiarizationScore.of(
                meeting.reference(),
                labels,
                meeting.scored().of(meeting.reference(), labels),
                DiarizationScore.Settings.defaults());
    }
}
