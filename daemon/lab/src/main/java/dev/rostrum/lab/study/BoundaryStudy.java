package dev.rostrum.lab.study;

import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.lab.report.LabelFiles;
import dev.rostrum.lab.scoring.BoundaryLooseness;
import dev.rostrum.lab.scoring.DiarizationScore;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Rttm;
import dev.rostrum.service.annotation.Spans;
import dev.rostrum.service.replay.EmissionLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/** How loose the references are, against the sound and against the network, and how much of the errors that makes. */
public final class BoundaryStudy {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long FAR_NS = 250_000_000L;
    private static final double SPEECH_AT_LEAST = 0.5;
    private static final double NEVER = 2;

    private final KeptHearing hearing;
    private final Map<String, Ready> ready = new ConcurrentHashMap<>();

    private record Ready(FreeBoundaries reference, BoundaryMeasure.Heard heard) {}

    /**
     * What a study leaves.
     *
     * @param tables of Markdown: distances, then errors
     * @param tightened by recording: the reference with free boundaries moved to the sound's
     */
    public record Outcome(List<String> tables, Map<String, Annotation> tightened) {
        public Outcome {
            tables = List.copyOf(tables);
            tightened = Map.copyOf(tightened);
        }

        /** Writes {@code NAME.tightened.rttm} for each recording; its first line says that it is derived. */
        public void write(Path folder) {
            tightened.forEach((name, reference) -> LabelFiles.writeText(
                    folder.resolve(name + ".tightened.rttm"),
                    ";; derived from the reference of " + name + ": boundaries that stand free are moved to the"
                            + " nearest edge of the sound's level\n" + Rttm.text(Map.of(name, reference))));
        }
    }

    /** Nothing heard yet. */
    public BoundaryStudy(KeptHearing hearing) {
        this.hearing = hearing;
    }

    /** Hears everything once. */
    public Outcome run(List<Meeting> recordings) throws InterruptedException {
        ready.clear();
        MarkdownTable distances = new MarkdownTable(
                "recording",
                "against",
                "free",
                "of",
                "none near",
                "start 25 %",
                "50 %",
                "75 %",
                "end 25 %",
                "50 %",
                "75 %",
                "over .25 s");
        MarkdownTable errors = new MarkdownTable(
                "recording", "DER as marked", "moved to the sound", "change", "moved to the network", "change");
        Map<String, Annotation> tightened = new ConcurrentHashMap<>();
        BoundaryMeasure sum = BoundaryMeasure.none();
        for (var one : hearing.run(recordings, this::listen)) {
            Meeting meeting = one.meeting();
            Ready own = Optional.ofNullable(ready.get(meeting.name())).orElseThrow();
            EmissionLog log = Optional.ofNullable(
                            one.heard().logs().get(hearing.settings().mainLatencyMs()))
                    .orElseThrow();
            BoundaryMeasure measure =
                    BoundaryMeasure.of(own.reference(), own.heard(), log.finalLabels(), meeting.scored());
            add(distances, errors, meeting.name(), measure);
            tightened.put(meeting.name(), own.reference().movedTo(own.heard().sound()));
            sum = sum.plus(measure);
        }
        add(distances, errors, "all", sum);
        return new Outcome(List.of(distances.toString(), errors.toString()), tightened);
    }

    private static void add(MarkdownTable distances, MarkdownTable errors, String name, BoundaryMeasure measure) {
        distances.row(distances(name, "sound", measure, measure.sound()));
        distances.row(distances(name, "network", measure, measure.posteriors()));
        DiarizationScore marked = measure.asMarked();
        errors.row(List.of(
                name,
                MarkdownTable.percent(marked.der()),
                MarkdownTable.percent(measure.bySound().der()),
                MarkdownTable.points(measure.bySound().der() - marked.der()),
                MarkdownTable.percent(measure.byPosteriors().der()),
                MarkdownTable.points(measure.byPosteriors().der() - marked.der())));
    }

    private static List<String> distances(String name, String what, BoundaryMeasure measure, BoundaryLooseness found) {
        List<String> row = new ArrayList<>(List.of(
                name,
                what,
                Integer.toString(measure.free()),
                Integer.toString(measure.boundaries()),
                Integer.toString(found.alone())));
        for (List<Long> edges : List.of(found.startsNs(), found.endsNs())) {
            for (double share : new double[] {0.25, 0.5, 0.75}) {
                double seconds = BoundaryLooseness.percentile(edges, share);
                row.add(Double.isNaN(seconds) ? "-" : String.format(Locale.ROOT, "%+.2f", seconds));
            }
        }
        row.add(MarkdownTable.percent(found.beyond(FAR_NS)));
        return row;
    }

    /** Instants that the windows together hold for speech, whoever speaks. */
    static Spans speech(List<WindowEvidence> windows) {
        if (windows.isEmpty()) {
            return Spans.none();
        }
        FrameVotes votes = new FrameVotes(windows, List.of("speech"));
        windows.forEach(window -> votes.add(window.posteriors(), local -> 0));
        return SoundEdges.withoutBlips(
                votes.byMeanProbability(SPEECH_AT_LEAST, NEVER).speech());
    }

    /** Hears a recording as ever, and its level. */
    private SortedMap<Integer, EmissionLog> listen(KeptHearing.Recording recording) {
        Meeting meeting = recording.meeting();
        RecordedEvidence evidence = recording.evidence();
        WholeSound sound = WholeSound.firstChannel(meeting.sound());
        float[] samples = sound.channels()[0];
        long lengthNs = samples.length * NS_PER_SECOND / sound.rateHz();
        ready.put(
                meeting.name(),
                new Ready(
                        FreeBoundaries.of(meeting.reference(), lengthNs),
                        new BoundaryMeasure.Heard(SoundEdges.of(samples, sound.rateHz()), speech(evidence.windows()))));
        return recording.tracked(evidence);
    }
}
