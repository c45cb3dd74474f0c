package dev.rostrum.service.cli;

import dev.rostrum.service.doctor.Consultation;
import dev.rostrum.service.doctor.DoctorReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rostrum doctor}: what is wrong with this unit, and what to do next. */
@Command(
        name = "doctor",
        description = "Looks at sound, networks, broker, files, clock, disk, service and configuration,"
                + " and says what to do.")
final class DoctorCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration (default: ${DEFAULT-VALUE}).",
            defaultValue = "/etc/rostrum/rostrum.yaml")
    private Path config = RunningDaemon.PACKAGED_CONFIG;

    @Option(names = "--json", description = "Prints one JSON object instead of lines.")
    private boolean json;

    @Option(
            names = "--bundle",
            paramLabel = "ZIP",
            description = "Also writes an archive for the maintainers: no sound, no voices, no names.")
    private @Nullable Path bundle;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Consultation consultation = new Consultation(config);
        DoctorReport report = consultation.run();
        if (json) {
            console.out().println(report.json());
        } else {
            console.out().print(report.text());
            console.out()
                    .printf(
                            Locale.ROOT,
                            "%s, in %.1f s%n",
                            report.well() ? "nothing has failed" : "something has failed",
                            report.seconds());
        }
        if (bundle != null) {
            consultation.writeArchive(bundle, report);
            console.tell("wrote " + bundle);
        }
        return (report.well() ? ExitCode.OK : ExitCode.FAILED).number();
    }
}
