package dev.rostrum.lab.cli;

import dev.rostrum.diarization.frontend.array.ArrayGeometry;
import dev.rostrum.diarization.frontend.array.ArrayInUse;
import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.lab.evaluation.Domains;
import dev.rostrum.lab.evaluation.EvaluationNetworks;
import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.lab.evaluation.EvidenceStore;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.lab.evaluation.MeetingFolder;
import dev.rostrum.model.tensorflow.LoadedModels;
import dev.rostrum.service.analysis.Effort;
import dev.rostrum.service.cli.ArrayOption;
import dev.rostrum.service.cli.Console;
import dev.rostrum.service.cli.LatencyOption;
import dev.rostrum.service.cli.NetworksOption;
import dev.rostrum.service.replay.Listening;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How recordings are heard: the options that {@code evaluate} and every study share. */
final class HearingOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private NetworksOption models = new NetworksOption();

    @Mixin
    private LatencyOption latency = new LatencyOption();

    @Mixin
    private ArrayOption array = new ArrayOption();

    @Option(
            names = "--evidence",
            paramLabel = "DIR",
            description = "Keeps what the networks say, and asks them only where it is not there yet.")
    private @Nullable Path evidence;

    private int jobs = 2;

    @Option(
            names = "--jobs",
            defaultValue = "2",
            paramLabel = "N",
            description = "Recordings at a time (${DEFAULT-VALUE}).")
    void jobs(int value) {
        if (value < 1) {
            throw new ParameterException(command.commandLine(), "--jobs is " + value + ", it must be 1 or more");
        }
        jobs = value;
    }

    int jobs() {
        return jobs;
    }

    /** Main latency, in milliseconds. */
    int latencyMs() {
        return latency.millis();
    }

    /** Where what the networks say is kept, if it is. */
    Optional<EvidenceStore> store() {
        return Optional.ofNullable(evidence).map(EvidenceStore::new);
    }

    /** The array, if one was named. */
    Optional<ArrayGeometry> geometry() {
        return array.inUse().geometry();
    }

    boolean isChannelChosen() {
        return array.isChannelChosen();
    }

    /** All recordings in one heap. */
    Recordings together(List<Path> folders, Console console, LeftOut leftOut) {
        return Recordings.together(MeetingFolder.meetings(folders, leftOut::tell), array.listening(onceEach(console)));
    }

    /** All recordings, by domain; see {@link Domains#read}. */
    Recordings byDomain(List<Path> folders, List<Path> each, Console console, LeftOut leftOut) {
        Domains domains = Domains.read(folders, each, array.inUse(), leftOut::tell);
        return Recordings.byDomain(domains, array, onceEach(console));
    }

    /** One latency: a study compares, and needs no more. */
    EvaluationRun.Settings oneLatency() {
        return new EvaluationRun.Settings(List.of(latency.millis()), latency.millis(), jobs);
    }

    /** Loads the networks that were chosen. */
    Supplier<Networks> networks() {
        return () -> Networks.load(models.settings(), latency.networks());
    }

    /** Ears at full effort, that keep and reread what the networks say where that was asked for. */
    Supplier<EvaluationRun.Ears> ears(Function<Meeting, Listening> listening) {
        LoadedModels.Settings chosen = models.settings();
        return store().map(store -> EvaluationNetworks.remembering(chosen, latency.networks(), listening, store))
                .orElseGet(() -> EvaluationNetworks.listening(chosen, latency.networks(), listening));
    }

    /** Ears that hear as the array or channel that was named. */
    Supplier<EvaluationRun.Ears> ears(Console console) {
        return ears(Recordings.alike(array.listening(onceEach(console))));
    }

    /** Ears that hear an array's channels, or channel 0 without one, and remark nothing. */
    Supplier<EvaluationRun.Ears> silently(Optional<ArrayGeometry> made) {
        return ears(Recordings.alike(Listening.silently(made.map(ArrayInUse::of).orElse(ArrayInUse.NONE))));
    }

    /** Ears that spend less, as a daemon does whose machine is too slow. */
    Supplier<EvaluationRun.Ears> saving(Function<Meeting, Listening> listening, Effort effort) {
        return EvaluationNetworks.saving(models.settings(), latency.networks(), listening, effort);
    }

    /** Tells each remark once, from any thread. */
    private static Consumer<String> onceEach(Console console) {
        Set<String> told = ConcurrentHashMap.newKeySet();
        return remark -> {
            if (told.add(remark)) {
                console.tell(remark);
            }
        };
    }
}
