package dev.rostrum.daemon.cli;

import dev.rostrum.daemon.evaluation.EarlierRun;
import dev.rostrum.daemon.evaluation.EvaluationJson;
import dev.rostrum.daemon.evaluation.EvaluationRun;
import dev.rostrum.daemon.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.daemon.evaluation.EvaluationText;
import dev.rostrum.daemon.evaluation.EvidenceStore;
import dev.rostrum.daemon.evaluation.LabelFiles;
import dev.rostrum.daemon.evaluation.Listening;
import dev.rostrum.daemon.evaluation.Meeting;
import dev.rostrum.daemon.evaluation.MeetingFolder;
import dev.rostrum.daemon.evaluation.NetworkEars;
import dev.rostrum.daemon.evaluation.ReportPage;
import dev.rostrum.daemon.frontend.ArrayInUse;
import dev.rostrum.daemon.pipeline.Effort;
import dev.rostrum.daemon.pipeline.Networks;
import dev.rostrum.model.tensorflow.LoadedModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rostrum evaluate}: a folder of recordings with truth through the whole chain, and how well it went. */
@Command(
        name = "evaluate",
        description = "Hears every recording in a folder that has an RTTM beside it, and scores what was heard.",
        footer = {
            "",
            "A recording without a UEM is scored from the first to the last speech in reference or labels.",
            "live at S seconds: the label of an instant is what had been emitted S seconds after it. The networks run",
            "once; labels at .5, 1, 2 and 5 s come from a tracker each."
        })
final class EvaluateCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "DIR",
            description = "Holds NAME.wav or NAME.flac, NAME.rttm and, if you like, NAME.uem.")
    private List<Path> folders = List.of();

    @Mixin
    private NetworksOption models = new NetworksOption();

    @Mixin
    private LatencyOption latency = new LatencyOption();

    @Mixin
    private ArrayOption array = new ArrayOption();

    @Mixin
    private StudyOptions studies = new StudyOptions();

    @Mixin
    private ArrayStudyOptions arrayStudy = new ArrayStudyOptions();

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "Only these recordings, apart by commas.")
    private List<String> only = List.of();

    @Option(names = "--out", paramLabel = "DIR", description = "Gets NAME.live.rttm and NAME.final.rttm.")
    private @Nullable Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Gets all figures; - for the output, alone.")
    private @Nullable Path json;

    @Option(names = "--report", paramLabel = "FILE", description = "Gets a page with figures and drawings (HTML).")
    private @Nullable Path report;

    @Option(
            names = "--compare",
            paramLabel = "JSON",
            description = "Compares with an earlier run, by the file that its --json left.")
    private @Nullable Path compare;

    @Option(
            names = "--evidence",
            paramLabel = "DIR",
            description = "Keeps what the networks say, and asks them only where it is not there yet.")
    private @Nullable Path evidence;

    @Option(
            names = "--jobs",
            defaultValue = "2",
            paramLabel = "N",
            description = "Recordings at a time (${DEFAULT-VALUE}).")
    private int jobs;

    @Option(
            names = "--effort",
            defaultValue = "FULL",
            paramLabel = "RUNG",
            description =
                    "What a daemon spends whose machine is too slow: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Effort effort = Effort.FULL;

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (jobs < 1) {
            throw new ParameterException(spec.commandLine(), "--jobs is " + jobs + ", it must be 1 or more");
        }
        if (effort != Effort.FULL && (evidence != null || studies.any() || arrayStudy.any())) {
            throw new ParameterException(
                    spec.commandLine(), "--effort goes with no --evidence and no study: they are made at full effort");
        }
        if (studies.needEvidence() && evidence == null) {
            throw new ParameterException(
                    spec.commandLine(), "--ladder, --ablations, --thresholds and --boundaries need --evidence DIR");
        }
        if (array.isChannelChosen() && (studies.any() || arrayStudy.any())) {
            throw new ParameterException(spec.commandLine(), "--channel goes with no study: they hear channel 0");
        }
        Stream.of(json, report).filter(file -> file != null && !isOutput(file)).forEach(LabelFiles::check);
        EvaluationRun.Settings settings = settings();
        Optional<EarlierRun> earlier = Optional.ofNullable(compare).map(EarlierRun::read);
        LeftOut leftOut = new LeftOut(console);
        List<Meeting> meetings = meetings(leftOut);
        if (meetings.isEmpty()) {
            return leftOut.exitCode();
        }
        if (studies.any()) {
            studies.run(meetings, hearing(), new EvaluationProgress(console), studySettings());
            return leftOut.exitCode();
        }
        if (arrayStudy.any()) {
            arrayStudy.run(
                    meetings,
                    studySettings(),
                    made -> ears(Listening.silently(made.map(ArrayInUse::of).orElse(ArrayInUse.NONE))),
                    array.inUse().geometry(),
                    new EvaluationProgress(console));
            return leftOut.exitCode();
        }
        LabelFiles files = out == null ? LabelFiles.none() : LabelFiles.in(out);
        EvaluationProgress progress = new EvaluationProgress(console);
        List<EvaluatedMeeting> evaluated = new EvaluationRun(settings, ears(), progress).run(meetings, leftOut::tell);
        progress.end();
        if (evaluated.isEmpty()) {
            return leftOut.exitCode();
        }
        files.write(evaluated);
        List<EarlierRun.Change> changes = earlier.map(run -> run.against(evaluated, settings.mainLatencyMs()))
                .orElse(List.of());
        write(evaluated, settings, changes);
        if (json != null && isOutput(json)) {
            console.out().print(EvaluationJson.of(evaluated, settings));
        } else {
            console.out().print(EvaluationText.of(evaluated));
            if (!changes.isEmpty()) {
                console.out().print('\n' + EarlierRun.table(changes));
            }
        }
        return leftOut.exitCode();
    }

    private List<Meeting> meetings(LeftOut leftOut) {
        List<Meeting> found = MeetingFolder.meetings(folders, leftOut::tell);
        for (String name : only) {
            if (leftOut.isNothing()
                    && found.stream().noneMatch(meeting -> meeting.name().equals(name))) {
                throw new ParameterException(spec.commandLine(), "--only: there is no recording named " + name);
            }
        }
        return found.stream()
                .filter(meeting -> only.isEmpty() || only.contains(meeting.name()))
                .toList();
    }

    private void write(
            List<EvaluatedMeeting> evaluated, EvaluationRun.Settings settings, List<EarlierRun.Change> changes) {
        if (json != null && !isOutput(json)) {
            LabelFiles.writeText(json, EvaluationJson.of(evaluated, settings));
        }
        if (report != null) {
            LabelFiles.writeText(report, ReportPage.of(evaluated, settings.mainLatencyMs(), changes));
        }
    }

    private static boolean isOutput(Path file) {
        return file.toString().equals("-");
    }

    private EvaluationRun.Settings settings() {
        EvaluationRun.Settings defaults = EvaluationRun.Settings.defaults();
        List<Integer> latenciesMs = new ArrayList<>(defaults.latenciesMs());
        latenciesMs.removeIf(ms -> ms < 1000 * LatencyOption.LEAST * effort.hopFactor());
        latenciesMs.add(latency.millis());
        return new EvaluationRun.Settings(latenciesMs, latency.millis(), jobs);
    }

    /** One latency: a study compares, and needs no more. */
    private EvaluationRun.Settings studySettings() {
        return new EvaluationRun.Settings(List.of(latency.millis()), latency.millis(), jobs);
    }

    private StudyOptions.Hearing hearing() {
        return new StudyOptions.Hearing(
                ears(),
                () -> Networks.load(models.settings(), latency.networks()),
                Optional.ofNullable(evidence).map(EvidenceStore::new));
    }

    private Supplier<EvaluationRun.Ears> ears() {
        Set<String> told = ConcurrentHashMap.newKeySet();
        return ears(array.listening(remark -> {
            if (told.add(remark)) {
                console.tell(remark);
            }
        }));
    }

    private Supplier<EvaluationRun.Ears> ears(Listening listening) {
        LoadedModels.Settings chosen = models.settings();
        if (effort != Effort.FULL) {
            return NetworkEars.saving(chosen, latency.networks(), listening, effort);
        }
        return evidence == null
                ? NetworkEars.listening(chosen, latency.networks(), listening)
                : NetworkEars.remembering(chosen, latency.networks(), listening, new EvidenceStore(evidence));
    }
}
