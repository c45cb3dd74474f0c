package dev.rostrum.service.cli;

import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.model.bundle.FileFacts;
import dev.rostrum.model.bundle.NetworkFacts;
import dev.rostrum.model.tensorflow.LoadedModels;
import dev.rostrum.model.tensorflow.ModelReport;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rostrum models}: loads the networks and says what they are. */
@Command(name = "models", description = "Loads the networks and says what they are: licence, origin, checksums.")
final class ModelsCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private NetworksOption models = new NetworksOption();

    ModelsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Networks networks =
                Networks.load(models.settings().on(LoadedModels.Device.AUTO), Networks.Settings.defaults())) {
            ModelReport report = networks.report();
            PrintStream out = console.out();
            out.printf("bundle       %s%n", report.bundle());
            out.printf(
                    "runs on      TensorFlow %s, %s, %s, %d thread inside an operation, %d operation at a time%n",
                    report.tensorFlowVersion(),
                    report.device(),
                    report.settings().precision(),
                    report.settings().intraOpThreads(),
                    report.settings().interOpThreads());
            out.printf("library      %s%n", report.machine().library());
            out.printf("recurrence   %s%n", report.machine().recurrence());
            out.printf("devices      %s%n", String.join(", ", report.machine().seen()));
            if (!report.machine().comparison().isEmpty()) {
                out.printf("measured     %s%n", report.machine().comparison());
            }
            out.printf("tried        %s%n", report.machine().trial());
            report.networks().forEach(this::tell);
        }
        return ExitCode.OK.number();
    }

    private void tell(NetworkFacts facts) {
        PrintStream out = console.out();
        out.println();
        out.printf("%-12s %s%n", facts.role(), facts.name());
        out.printf("  builder    %s%n", facts.builder());
        facts.embedding().ifPresent(own -> {
            out.printf(
                    "  vector     %d numbers%s%n",
                    own.size(), own.check().isEmpty() ? "" : ", as the manifest expects");
            out.printf(
                    "  voices     %s%n",
                    own.voices().map(FileFacts::file).orElse("nothing learnt: bare cosine, noise is not rejected"));
        });
        out.printf("  licence    %s, %s%n", facts.licence(), facts.copyright());
        out.printf("  origin     %s%n", facts.origin());
        out.printf("             sha256 %s%n", facts.originSha256());
        out.printf(
                "  weights    %s, %,d bytes, %s%s%n",
                facts.weights().file(),
                facts.weights().bytes(),
                facts.savedModel().isPresent()
                        ? ""
                        : String.format("%,d numbers, ", facts.weights().floats()),
                facts.weights().precision());
        out.printf("             sha256 %s%n", facts.weights().sha256());
        facts.changes().forEach(change -> out.printf("  changed    %s%n", change));
    }
}
