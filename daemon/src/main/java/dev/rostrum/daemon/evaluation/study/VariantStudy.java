package dev.rostrum.daemon.evaluation.study;

import dev.rostrum.daemon.evaluation.EmissionLog;
import dev.rostrum.daemon.evaluation.EvaluationRun;
import dev.rostrum.daemon.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.daemon.evaluation.EvidenceStore;
import dev.rostrum.daemon.evaluation.LabelScore;
import dev.rostrum.daemon.evaluation.Meeting;
import dev.rostrum.daemon.evaluation.MeetingScore;
import dev.rostrum.daemon.evaluation.TalkerCount;
import dev.rostrum.daemon.evaluation.TrackerFan;
import dev.rostrum.daemon.pipeline.Networks;
import dev.rostrum.daemon.timeline.TwoLaneTracker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** The tracker with other settings on the same evidence: the networks run once, the tracker for each variant. */
public final class VariantStudy {
    private static final String SHIPPED = "as shipped";
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final EvaluationRun.Settings settings;
    private final Supplier<Networks> networks;
    private final EvidenceStore store;
    private final EvaluationRun.Progress progress;
    private final Map<String, Map<String, MeetingScore>> scores = new ConcurrentHashMap<>();

    /**
     * @param settings one latency is enough
     * @param networks loads them, for each thread
     * @param store for what they say
     */
    public VariantStudy(
            EvaluationRun.Settings settings,
            Supplier<Networks> networks,
            EvidenceStore store,
            EvaluationRun.Progress progress) {
        this.settings = settings;
        this.networks = networks;
        this.store = store;
        this.progress = progress;
    }

    /** What each part of the tracker is worth, as a table in Markdown. */
    public String ablations(List<Meeting> recordings) throws InterruptedException {
        return table(TrackerVariants.ablations(), recordings);
    }

    /** What each number of the tracker does when it is a fifth off, as a table in Markdown. */
    public String thresholds(List<Meeting> recordings) throws InterruptedException {
        return table(TrackerVariants.moved(), recordings);
    }

    private String table(Map<String, TwoLaneTracker.Settings> variants, List<Meeting> recordings)
            throws InterruptedException {
        scores.clear();
        Map<String, MeetingScore> sums = new LinkedHashMap<>();
        List<EvaluatedMeeting> shipped =
                new EvaluationRun(settings, () -> new Ears(networks.get(), variants), progress).run(recordings);
        sums.put(
                SHIPPED, shipped.stream().map(EvaluatedMeeting::score).reduce(MeetingScore.none(), MeetingScore::plus));
        for (String name : variants.keySet()) {
            MeetingScore sum = MeetingScore.none();
            for (EvaluatedMeeting one : shipped) {
                sum = sum.plus(score(one.meeting().name(), name));
            }
            sums.put(name, sum);
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
                MarkdownTable.percent(der(live(sum))),
                MarkdownTable.points(der(live(sum)) - der(live(base))),
                MarkdownTable.percent(der(sum.finalLabels())),
                MarkdownTable.points(der(sum.finalLabels()) - der(base.finalLabels())),
                talkers.exactFiles() + "/" + talkers.files(),
                String.format(Locale.ROOT, "%.2f", talkers.meanError()),
                MarkdownTable.percent(sum.churn().afterMinute()));
    }

    private LabelScore live(MeetingScore score) {
        return Optional.ofNullable(score.live().get(settings.mainLatencyMs())).orElseThrow();
    }

    private static double der(LabelScore score) {
        return (double) score.diarization().errorNs() / score.diarization().totalNs();
    }

    /** Hears a recording as ever, and on the way with every variant. */
    private final class Ears implements EvaluationRun.Ears {
        private final Networks own;
        private final Map<String, TwoLaneTracker.Settings> variants;

        Ears(Networks own, Map<String, TwoLaneTracker.Settings> variants) {
            this.own = own;
            this.variants = variants;
        }

        @Override
        public SortedMap<Integer, EmissionLog> hear(
                Meeting meeting, List<Integer> latenciesMs, LongConsumer progressNs) {
            RecordedEvidence heard = RecordedEvidence.read(store.evidenceOf(
                    meeting.sound(),
                    own,
                    Optional.empty(),
                    samples -> progressNs.accept(samples * NS_PER_SECOND / own.sampleRate())));
            int done = 0;
            for (Map.Entry<String, TwoLaneTracker.Settings> variant : new ArrayList<>(variants.entrySet())) {
                MeetingScore.Heard by = new MeetingScore.Heard(
                        tracked(variant.getValue(), heard, latenciesMs), settings.mainLatencyMs());
                scores.computeIfAbsent(variant.getKey(), name -> new ConcurrentHashMap<>())
                        .put(meeting.name(), MeetingScore.of(by, meeting.reference(), meeting.scored()));
                progressNs.accept(meeting.lengthNs() * ++done / (variants.size() + 1));
            }
            return tracked(TrackerVariants.shipped(), heard, latenciesMs);
        }

        private SortedMap<Integer, EmissionLog> tracked(
                TwoLaneTracker.Settings tracker, RecordedEvidence heard, List<Integer> latenciesMs) {
            TrackerFan fan = new TrackerFan(tracker, own, latenciesMs);
            heard.tell(fan);
            return fan.logs();
        }

        @Override
        public void close() {
            own.close();
        }
    }
}
