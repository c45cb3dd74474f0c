package dev.rostrum.lab.study;

import dev.rostrum.lab.evaluation.DomainScores;
import dev.rostrum.lab.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.lab.scoring.DiarizationScore;
import dev.rostrum.lab.scoring.LabelScore;
import dev.rostrum.lab.scoring.MeetingScore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the studies' tables read of scores. Rates are shares of the speech in the reference; not a number where there is
 * none, for which a table has a dash.
 *
 * @param latencyMs at which labels are live
 */
record StudyScores(int latencyMs) {
    /** Diarization error rate of the live labels. */
    double live(MeetingScore score) {
        return DomainScores.live(score, latencyMs);
    }

    LabelScore liveLabels(MeetingScore score) {
        return Optional.ofNullable(score.live().get(latencyMs)).orElseThrow();
    }

    /** Diarization error rate of the final labels. */
    static double last(MeetingScore score) {
        return DomainScores.last(score);
    }

    static double der(DiarizationScore score) {
        return score.share(score.errorNs());
    }

    /** The scores of {@code meetings}, in their order, out of those of all that were heard. */
    static List<MeetingScore> of(List<Meeting> meetings, List<EvaluatedMeeting> heard) {
        Map<String, EvaluatedMeeting> byName =
                heard.stream().collect(Collectors.toMap(one -> one.meeting().name(), Function.identity()));
        return meetings.stream()
                .map(meeting -> Optional.ofNullable(byName.get(meeting.name()))
                        .orElseThrow()
                        .score())
                .toList();
    }

    /** By how much the final labels of the recording lost that lost most, in points, and its name. */
    static String most(List<MeetingScore> now, List<MeetingScore> before, List<Meeting> recordings) {
        int worst = 0;
        for (int i = 1; i < now.size(); i++) {
            worst = change(now, before, i) > change(now, before, worst) ? i : worst;
        }
        return MarkdownTable.points(change(now, before, worst)) + " "
                + recordings.get(worst).name();
    }

    private static double change(List<MeetingScore> now, List<MeetingScore> before, int i) {
        return last(now.get(i)) - last(before.get(i));
    }
}
