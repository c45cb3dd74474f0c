package dev.rostrum.lab.report;

import dev.rostrum.lab.evaluation.DirectionAccuracy;
import dev.rostrum.lab.evaluation.DomainScores;
import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.lab.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.lab.scoring.DetectionScore;
import dev.rostrum.lab.scoring.ErrorParts;
import dev.rostrum.lab.scoring.LabelScore;
import dev.rostrum.lab.scoring.MeetingScore;
import dev.rostrum.lab.scoring.Reliability;
import dev.rostrum.lab.scoring.ShortTurns;
import dev.rostrum.lab.scoring.SpeakerCount;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The outcome of an evaluation as JSON: times in seconds, rates as shares, what is infinite as null. */
public final class EvaluationJson {
    private static final double NS_PER_SECOND = 1e9;

    private EvaluationJson() {}

    /** All figures of each recording and of all together. */
    public static String of(List<EvaluatedMeeting> evaluated, EvaluationRun.Settings settings) {
        return of(evaluated, settings, Optional.empty());
    }

    /** The same, and those of each domain, of their mean and of the worst. */
    public static String of(
            List<EvaluatedMeeting> evaluated, EvaluationRun.Settings settings, Optional<DomainScores> byDomain) {
        return ScoreJson.document(json -> {
            json.number("main_latency_s", settings.mainLatencyMs() / 1000.0);
            json.object("recordings", inside -> {
                for (EvaluatedMeeting one : evaluated) {
                    inside.object(one.meeting().name(), to -> meeting(to, one.score()));
                }
            });
            json.object("total", to -> meeting(to, EvaluationText.total(evaluated)));
            Optional<DirectionAccuracy> directions = DirectionAccuracy.of(evaluated);
            if (directions.isPresent()) {
                json.object("directions", to -> directions(to, directions.get()));
            }
            if (byDomain.isPresent()) {
                domains(json, byDomain.get());
            }
        });
    }

    private static void domains(ScoreJson json, DomainScores scores) throws IOException {
        json.object("domains", inside -> {
            for (Map.Entry<String, MeetingScore> entry : scores.byDomain().entrySet()) {
                inside.object(entry.getKey(), to -> meeting(to, entry.getValue()));
            }
        });
        json.object("mean_der_of_domains", to -> {
            for (Map.Entry<String, ToDoubleFunction<MeetingScore>> der :
                    DomainScores.ders(scores.total()).entrySet()) {
                to.number(der.getKey(), scores.mean(der.getValue()).orElse(Double.NaN));
            }
        });
        json.object("worst_domain", to -> {
            for (Map.Entry<String, ToDoubleFunction<MeetingScore>> der :
                    DomainScores.ders(scores.total()).entrySet()) {
                Optional<DomainScores.Worst> worst = scores.worst(der.getValue());
                if (worst.isPresent()) {
                    to.object(der.getKey(), inside -> {
                        inside.text("domain", worst.get().domain());
                        inside.number("der", worst.get().value());
                    });
                }
            }
        });
    }

    private static void meeting(ScoreJson json, MeetingScore score) throws IOException {
        json.object("live", inside -> {
            for (Map.Entry<Integer, LabelScore> entry : score.live().entrySet()) {
                inside.object(Double.toString(entry.getKey() / 1000.0), to -> labels(to, entry.getValue()));
            }
        });
        json.object("final", to -> labels(to, score.finalLabels()));
        json.object("churn", to -> {
            to.number("speech_s", score.churn().speechNs() / NS_PER_SECOND);
            to.number("after_10_s", score.churn().afterTenSeconds());
            to.number("after_60_s", score.churn().afterMinute());
        });
        json.object("new_voices", to -> {
            to.count("voices", score.newSpeakers().seconds().size());
            to.count("never", score.newSpeakers().never());
            to.number("median_s", score.newSpeakers().quantile(0.5));
            to.number("p90_s", score.newSpeakers().quantile(0.9));
        });
        json.object("reliability", to -> reliability(to, score.reliability()));
    }

    private static void labels(ScoreJson json, LabelScore score) throws IOException {
        json.diarization(score.diarization());
        json.object("single_speaker", to -> parts(to, score.singleSpeaker()));
        json.object("overlapped", to -> parts(to, score.overlapped()));
        json.object("speech_detection", to -> detection(to, score.speech()));
        json.object("overlap_detection", to -> detection(to, score.overlap()));
        SpeakerCount speakers = score.speakers();
        json.object("speakers", to -> {
            to.count("recordings", speakers.files());
            to.count("exact_recordings", speakers.exactFiles());
            to.count("reference", speakers.reference());
            to.count("found", speakers.found());
            to.count("missed", speakers.unmatchedReference());
            to.count("invented", speakers.unmatchedFound());
            to.count("raw_error", speakers.rawError());
            to.number("mean_error", speakers.meanError());
            to.number("invented_per_hour", speakers.falseSpeakersPerHour());
        });
        json.object("short_turns", to -> shortTurns(to, score.shortTurns()));
    }

    private static void shortTurns(ScoreJson json, ShortTurns score) throws IOException {
        json.count("turns", score.turns());
        json.number("speech_s", score.totalNs() / NS_PER_SECOND);
        json.number("error_rate", score.rate());
        json.number("miss_s", score.missNs() / NS_PER_SECOND);
        json.number("confusion_s", score.confusionNs() / NS_PER_SECOND);
    }

    private static void parts(ScoreJson json, ErrorParts parts) throws IOException {
        json.number("speech_s", parts.totalNs() / NS_PER_SECOND);
        json.number("der", parts.rate());
        json.number("miss_s", parts.missNs() / NS_PER_SECOND);
        json.number("false_alarm_s", parts.falseAlarmNs() / NS_PER_SECOND);
        json.number("confusion_s", parts.confusionNs() / NS_PER_SECOND);
    }

    private static void detection(ScoreJson json, DetectionScore score) throws IOException {
        json.number("reference_s", score.referenceNs() / NS_PER_SECOND);
        json.number("miss_s", score.missNs() / NS_PER_SECOND);
        json.number("false_alarm_s", score.falseAlarmNs() / NS_PER_SECOND);
        json.number("error_rate", score.errorRate());
        json.number("precision", score.precision());
        json.number("recall", score.recall());
        json.number("f1", score.f1());
    }

    private static void directions(ScoreJson json, DirectionAccuracy accuracy) throws IOException {
        json.count("turns_from_1_s", accuracy.turns());
        json.count("directed", accuracy.directed());
        json.count("within_10_degrees", accuracy.right());
        json.number("share", accuracy.rightShare());
        json.number("mean_confidence", accuracy.confidence());
    }

    private static void reliability(ScoreJson json, Reliability reliability) throws IOException {
        json.number("calibration_error", reliability.calibrationError());
        for (int i = 0; i < Reliability.BINS; i++) {
            Reliability.Bin bin = reliability.bins().get(i);
            json.object("from_" + (double) i / Reliability.BINS, to -> {
                to.number("labelled_s", bin.timeNs() / NS_PER_SECOND);
                to.number("confidence", bin.confidence());
                to.number("right", bin.right());
            });
        }
    }
}
