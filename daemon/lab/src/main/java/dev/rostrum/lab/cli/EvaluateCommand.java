package dev.rostrum.lab.cli;

import dev.rostrum.diarization.frontend.array.ArrayInUse;
import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.lab.evaluation.DomainScores;
import dev.rostrum.lab.evaluation.EvaluationNetworks;
import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.lab.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.lab.evaluation.EvidenceStore;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.lab.evaluation.MeetingFolder;
import dev.rostrum.model.tensorflow.LoadedModels;
import dev.rostrum.service.analysis.Effort;
import dev.rostrum.service.cli.ArrayOption;
import dev.rostrum.service.cli.Console;
import dev.rostrum.service.cli.ExitCode;
import dev.rostrum.service.cli.LatencyOption;
import dev.rostrum.service.cli.NetworksOption;
import dev.rostrum.service.replay.Listening;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
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

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..*",
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

    @Mixin
    private VoiceOptions voices = new VoiceOptions();

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "Only these recordings, apart by commas.")
    private List<String> only = List.of();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private DomainOptions byDomain = new DomainOptions();

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
        if ((studies.needEvidence() || byDomain.isStudy()) && evidence == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--ladder, --ablations, --thresholds, --boundaries and --choose need --evidence DIR");
        }
        if (array.isChannelChosen() && (studies.any() || arrayStudy.any() || byDomain.isStudy())) {
            throw new ParameterException(spec.commandLine(), "--channel goes with no study: they hear channel 0");
        }
        if (voices.any()) {
            voices.run(
                    studySettings(),
                    ears(Recordings.alike(array.listening(this::remark))),
                    new EvaluationProgress(console));
            return ExitCode.OK.number();
        }
        if (folders.isEmpty() && !byDomain.hasFolders()) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'DIR'");
        }
        output.check();
        byDomain.check();
        LeftOut leftOut = new LeftOut(console);
        Recordings recordings = recordings(leftOut);
        List<Meeting> meetings = recordings.meetings();
        if (meetings.isEmpty()) {
            return leftOut.exitCode();
        }
        if (studies.any() || byDomain.isStudy()) {
            StudyOptions.Hearing hearing = hearing(recordings.listening());
            EvaluationProgress progress = new EvaluationProgress(console);
            byDomain.run(recordings, hearing, progress, studySettings(), console);
            studies.run(recordings, hearing, progress, studySettings());
            return leftOut.exitCode();
        }
        if (arrayStudy.any()) {
            arrayStudy.run(
                    meetings,
                    studySettings(),
                    made -> ears(Recordings.alike(
                            Listening.silently(made.map(ArrayInUse::of).orElse(ArrayInUse.NONE)))),
                    array.inUse().geometry(),
                    voices.voices(),
                    new EvaluationProgress(console));
            return leftOut.exitCode();
        }
        EvaluationRun.Settings settings = settings();
        EvaluationProgress progress = new EvaluationProgress(console);
        List<EvaluatedMeeting> evaluated =
                new EvaluationRun(settings, ears(recordings.listening()), progress).run(meetings, leftOut::tell);
        progress.end();
        if (!evaluated.isEmpty()) {
            Optional<DomainScores> scores = recordings.scores(evaluated);
            byDomain.write(scores, settings.mainLatencyMs());
            output.write(evaluated, settings, scores, console);
        }
        return leftOut.exitCode();
    }

    private Recordings recordings(LeftOut leftOut) {
        Recordings found = byDomain.any()
                ? Recordings.byDomain(byDomain.read(folders, array, leftOut), array, this::remark)
                : Recordings.together(MeetingFolder.meetings(folders, leftOut::tell), array.listening(this::remark));
        for (String name : only) {
            if (leftOut.isNothing() && found.only(name::equals).meetings().isEmpty()) {
                throw new ParameterException(spec.commandLine(), "--only: there is no recording named " + name);
            }
        }
        return only.isEmpty() ? found : found.only(only::contains);
    }

    private void remark(String remark) {
        if (told.add(remark)) {
            console.tell(remark);
        }
    }

    private EvaluationRun.Settings settings() {
        EvaluationRun.Settings defaults = EvaluationRun.Settings.defaults();
        List<Integer> latenciesMs = new ArrayList<>(defaults.latenciesMs());
        latenciesMs.removeIf(ms -> ms < LatencyOption.LEAST.toMillis() * effort.hopFactor());
        latenciesMs.add(latency.millis());
        return new EvaluationRun.Settings(latenciesMs, latency.millis(), jobs);
    }

    /** One latency: a study compares, and needs no more. */
    private EvaluationRun.Settings studySettings() {
        return new EvaluationRun.Settings(List.of(latency.millis()), latency.millis(), jobs);
    }

    private StudyOptions.Hearing hearing(Function<Meeting, Listening> listening) {
        return new StudyOptions.Hearing(
                ears(listening),
                () -> Networks.load(models.settings(), latency.networks()),
                Optional.ofNullable(evidence).map(EvidenceStore::new),
                listening);
    }

    private Supplier<EvaluationRun.Ears> ears(Function<Meeting, Listening> listening) {
        LoadedModels.Settings chosen = models.settings();
        if (effort != Effort.FULL) {
            return EvaluationNetworks.saving(chosen, latency.networks(), listening, effort);
        }
        return evidence == null
                ? EvaluationNetworks.listening(chosen, latency.networks(), listening)
                : EvaluationNetworks.remembering(chosen, latency.networks(), listening, new EvidenceStore(evidence));
    }
}
