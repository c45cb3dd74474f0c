package dev.rostrum.lab.study;

import dev.rostrum.diarization.timeline.RevisingTracker;
import dev.rostrum.lab.evaluation.DomainScores;
import dev.rostrum.lab.evaluation.Domains;
import dev.rostrum.lab.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.lab.scoring.MeetingScore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What the tracker makes of the same evidence with other settings: the networks run once, the tracker for each variant.
 *
 * @param byVariant scores of every recording, by variant and the recording's name; first {@link #SHIPPED}
 */
record VariantScores(Map<String, Map<String, MeetingScore>> byVariant) {
    static final String SHIPPED = "as shipped";

    VariantScores {
        byVariant = Collections.unmodifiableMap(new LinkedHashMap<>(byVariant));
    }

    /** @param which makes variants, by name, of what is shipped; the same for every recording */
    static VariantScores of(
            KeptHearing hearing,
            List<Meeting> recordings,
            Function<RevisingTracker.Settings, Map<String, RevisingTracker.Settings>> which)
            throws InterruptedException {
        Map<String, Map<String, MeetingScore>> tried = new ConcurrentHashMap<>();
        List<EvaluatedMeeting> shipped = hearing.run(recordings, recording -> {
            Meeting meeting = recording.meeting();
            RecordedEvidence heard = recording.evidence();
            Map<String, RevisingTracker.Settings> variants = which.apply(recording.shipped());
            Map<String, MeetingScore> scores = new LinkedHashMap<>();
            variants.forEach((name, settings) -> {
                MeetingScore.Heard by = new MeetingScore.Heard(
                        recording.tracked(settings, heard), hearing.settings().mainLatencyMs());
                scores.put(name, MeetingScore.of(by, meeting.reference(), meeting.scored()));
                recording.progressNs().accept(meeting.lengthNs() * scores.size() / (variants.size() + 1));
            });
            tried.put(meeting.name(), scores);
            return recording.tracked(heard);
        });
        Map<String, Map<String, MeetingScore>> byVariant = new LinkedHashMap<>();
        for (EvaluatedMeeting one : shipped) {
            String name = one.meeting().name();
            byVariant.computeIfAbsent(SHIPPED, variant -> new LinkedHashMap<>()).put(name, one.score());
            Optional.ofNullable(tried.get(name))
                    .orElseThrow()
                    .forEach((variant, score) -> byVariant
                            .computeIfAbsent(variant, added -> new LinkedHashMap<>())
                            .put(name, score));
        }
        return new VariantScores(byVariant);
    }

    /** All recordings together, by variant. */
    Map<String, MeetingScore> sums() {
        Map<String, MeetingScore> sums = new LinkedHashMap<>();
        byVariant.forEach((variant, scores) -> sums.put(variant, MeetingScore.sum(scores.values())));
        return sums;
    }

    /** One {@link DomainCost} for each domain that has speech, by variant and domain. */
    Map<String, Map<String, Double>> costs(Domains domains, int latencyMs) {
        Map<String, Map<String, Double>> costs = new LinkedHashMap<>();
        byVariant.forEach((variant, scores) -> {
            DomainScores own = DomainScores.of(domains, name -> Optional.ofNullable(scores.get(name)));
            costs.put(variant, DomainCost.of(own, latencyMs));
        });
        return costs;
    }
}
