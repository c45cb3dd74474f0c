package dev.rostrum.lab.study;

import dev.rostrum.lab.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.lab.scoring.DiarizationScore;
import dev.rostrum.lab.scoring.LabelScore;
import dev.rostrum.lab.scoring.SpeakerMapping;
import dev.rostrum.service.annotation.Annotation;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How many voices the final labels of one recording have.
 *
 * @param name of the recording
 * @param seconds how long it is
 * @param found labels, however little they speak
 * @param right share of each speaker's speech, 0 to 1, that is under this speaker's own label; sorted by name
 * @param score of the final labels
 */
record SpeakersFound(String name, double seconds, int found, List<Double> right, DiarizationScore score) {
    /** A speaker of whom less than this is under a label of their own was taken for somebody else. */
    private static final double MOST = 0.5;

    SpeakersFound {
        right = List.copyOf(right);
    }

    static SpeakersFound of(EvaluatedMeeting one) {
        Annotation reference = one.meeting().reference();
        Annotation labels = one.heard().finalLabels();
        SpeakerMapping mapping = SpeakerMapping.between(reference, labels);
        LabelScore score = one.score().finalLabels();
        List<Double> right = reference.speakers().stream()
                .map(speaker -> (double) mapping.foundOf(speaker)
                                .map(labels::of)
                                .map(own -> own.and(reference.of(speaker)).length())
                                .orElse(0L)
                        / reference.of(speaker).length())
                .toList();
        return new SpeakersFound(
                one.meeting().name(),
                one.meeting().lengthNs() / 1e9,
                labels.speakers().size(),
                right,
                score.diarization());
    }

    boolean isPair() {
        return right.size() > 1;
    }

    /** Two speak, and for one of them there is no label that has most of what this one says. */
    boolean takenForOne() {
        return isPair() && right.stream().anyMatch(share -> share < MOST);
    }

    boolean isWrong() {
        return found != right.size() || takenForOne();
    }

    List<String> fault() {
        String shares =
                right.stream().map(share -> MarkdownTable.percent(share) + " %").collect(Collectors.joining(", "));
        return List.of(name, String.format(Locale.ROOT, "%.0f", seconds), Integer.toString(found), shares);
    }

    /** Of all recordings under one condition; see {@link OneSpeakerStudy}. */
    static List<String> row(String condition, List<SpeakersFound> all) {
        List<SpeakersFound> clips = all.stream().filter(one -> !one.isPair()).toList();
        List<SpeakersFound> pairs = all.stream().filter(SpeakersFound::isPair).toList();
        DiarizationScore sum =
                pairs.stream().map(SpeakersFound::score).reduce(DiarizationScore.none(), DiarizationScore::plus);
        return List.of(
                condition,
                Integer.toString(clips.size()),
                count(clips, one -> one.found() > 1),
                count(clips, one -> one.found() == 0),
                Integer.toString(pairs.size()),
                count(pairs, SpeakersFound::takenForOne),
                count(pairs, one -> one.found() > 2),
                MarkdownTable.percent(StudyScores.der(sum)));
    }

    private static String count(List<SpeakersFound> all, Predicate<SpeakersFound> which) {
        return Long.toString(all.stream().filter(which).count());
    }
}
