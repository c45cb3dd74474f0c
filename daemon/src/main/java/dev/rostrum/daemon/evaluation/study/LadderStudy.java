package dev.rostrum.daemon.evaluation.study;

import dev.rostrum.daemon.evaluation.Annotation;
import dev.rostrum.daemon.evaluation.DiarizationScore;
import dev.rostrum.daemon.evaluation.EmissionLog;
import dev.rostrum.daemon.evaluation.EvaluationRun;
import dev.rostrum.daemon.evaluation.EvidenceStore;
import dev.rostrum.daemon.evaluation.LabelScore;
import dev.rostrum.daemon.evaluation.Meeting;
import dev.rostrum.daemon.evaluation.MeetingScore;
import dev.rostrum.daemon.evaluation.TrackerFan;
import dev.rostrum.daemon.pipeline.Networks;
import dev.rostrum.daemon.timeline.TwoLaneTracker;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Where the errors are: the same recordings as they are, by the usual whole-file recipe, and with parts of the truth
 * given away, so that what remains is the fault of the rest.
 */
public final class LadderStudy {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    /** A recording with less speech says little. */
    private static final double SPEECH_SECONDS = 20;

    private static final double WORSE_AT_MOST = 0.02;

    private final EvaluationRun.Settings settings;
    private final Supplier<Networks> networks;
    private final EvidenceStore store;
    private final EvaluationRun.Progress progress;
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

    /**
     * @param settings one latency is enough
     * @param networks loads them, for each thread
     * @param store for what they say
     */
    public LadderStudy(
            EvaluationRun.Settings settings,
            Supplier<Networks> networks,
            EvidenceStore store,
            EvaluationRun.Progress progress) {
        this.settings = settings;
        this.networks = networks;
        this.store = store;
        this.progress = progress;
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
        for (var one : new EvaluationRun(settings, () -> new Ears(networks.get()), progress).run(recordings)) {
            Rungs own = Optional.ofNullable(rungs.get(one.meeting().name())).orElseThrow();
            table.row(row(one.meeting().name(), one.score(), own));
            total = total.plus(one.score());
            sum = sum.plus(own);
        }
        return table.row(row("all", total, sum)).toString();
    }

    private List<String> row(String name, MeetingScore score, Rungs own) {
        DiarizationScore last = score.finalLabels().diarization();
        LabelScore live =
                Optional.ofNullable(score.live().get(settings.mainLatencyMs())).orElseThrow();
        double worse = der(last) - der(own.recipe());
        double seconds = (double) last.totalNs() / NS_PER_SECOND;
        String difference = MarkdownTable.points(worse);
        return List.of(
                name,
                Long.toString(Math.round(seconds)),
                MarkdownTable.percent(der(own.recipe())),
                MarkdownTable.percent(der(live.diarization())),
                MarkdownTable.percent(der(last)),
                worse > WORSE_AT_MOST && seconds >= SPEECH_SECONDS ? "**" + difference + "**" : difference,
                MarkdownTable.percent((double) (last.missNs() + last.falseAlarmNs()) / last.totalNs()),
                MarkdownTable.percent(der(own.named())),
                MarkdownTable.percent(der(own.toldLive())),
                MarkdownTable.percent(der(own.told())));
    }

    private static double der(DiarizationScore score) {
        return (double) score.errorNs() / score.totalNs();
    }

    /** Hears a recording as ever, and on the way in all the other ways. */
    private final class Ears implements EvaluationRun.Ears {
        private final Networks own;

        Ears(Networks own) {
            this.own = own;
        }

        @Override
        public SortedMap<Integer, EmissionLog> hear(
                Meeting meeting, List<Integer> latenciesMs, LongConsumer progressNs) {
            LongConsumer progress = samples -> progressNs.accept(samples * NS_PER_SECOND / own.sampleRate());
            RecordedEvidence heard =
                    RecordedEvidence.read(store.evidenceOf(meeting.sound(), own, Optional.empty(), progress));
            Annotation truth = meeting.reference();
            EvidenceStore.Told told = new EvidenceStore.Told(
                    truth.toString(), TrueSegmentation.LOCALS, network -> new TrueSegmentation(network, truth));
            SortedMap<Integer, EmissionLog> toldLogs =
                    tracked(RecordedEvidence.read(store.evidenceOf(meeting.sound(), own, told, progress)), latenciesMs);
            MeetingScore toldScore = MeetingScore.of(
                    new MeetingScore.Heard(toldLogs, settings.mainLatencyMs()), truth, meeting.scored());
            rungs.put(
                    meeting.name(),
                    new Rungs(
                            score(meeting, WholeFileRecipe.labels(heard.windows())),
                            score(meeting, PerfectNames.labels(heard.windows(), truth)),
                            Optional.ofNullable(toldScore.live().get(settings.mainLatencyMs()))
                                    .orElseThrow()
                                    .diarization(),
                            toldScore.finalLabels().diarization()));
            return tracked(heard, latenciesMs);
        }

        private SortedMap<Integer, EmissionLog> tracked(RecordedEvidence heard, List<Integer> latenciesMs) {
            TrackerFan fan = new TrackerFan(TwoLaneTracker.Settings.defaults(), own, latenciesMs);
            heard.tell(fan);
            return fan.logs();
        }

        @Override
        public void close() {
            own.close();
        }
    }

    private static DiarizationScore score(Meeting meeting, Annotation labels) {
        return DiarizationScore.of(
                meeting.reference(),
                labels,
                meeting.scored().of(meeting.reference(), labels),
                DiarizationScore.Settings.defaults());
    }
}
