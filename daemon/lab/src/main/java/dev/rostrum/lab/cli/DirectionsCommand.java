package dev.rostrum.lab.cli;

import dev.rostrum.diarization.frontend.array.ArrayGeometry;
import dev.rostrum.drivers.DeviceException;
import dev.rostrum.lab.evaluation.DirectionTrial;
import dev.rostrum.lab.evaluation.OracleDirections;
import dev.rostrum.service.cli.ArrayOption;
import dev.rostrum.service.cli.Console;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rostrum directions}: how right an array's directions are. */
@Command(
        name = "directions",
        description = "Holds the directions of an array against the known azimuths of the speakers, without networks.",
        footer = {
            "",
            "Known are those of a recording with a NAME.json and a NAME.rttm, and of one whose name says them, such as",
            "a180e20_a225e35_150cm. A ring of microphones hears each in every turn of the room that its channels allow."
        })
final class DirectionsCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "Holds the recordings.")
    private Path folder = Path.of("");

    @Mixin
    private ArrayOption array = new ArrayOption();

    DirectionsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ArrayGeometry geometry = array.inUse()
                .geometry()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "say with --array which array the channels come from"));
        LeftOut leftOut = new LeftOut(console);
        List<OracleDirections> known = OracleDirections.in(folder);
        console.out().println("recording                         turned  speakers  found  ghosts  error deg");
        List<DirectionTrial> all = new ArrayList<>();
        for (OracleDirections seats : known) {
            try {
                for (DirectionTrial trial :
                        DirectionTrial.all(seats, geometry, array.inUse().use())) {
                    all.add(trial);
                    line(trial.recording(), Integer.toString(trial.turnedDegrees()), trial);
                }
            } catch (DeviceException e) {
                leftOut.tell(e);
            }
        }
        all.stream().map(DirectionTrial::speakers).distinct().sorted().forEach(speakers -> {
            List<DirectionTrial> alike =
                    all.stream().filter(one -> one.speakers() == speakers).toList();
            line(
                    "ALL with " + speakers + (speakers == 1 ? " speaker" : " speakers"),
                    "",
                    DirectionTrial.together(alike));
        });
        return leftOut.exitCode();
    }

    private void line(String name, String turned, DirectionTrial trial) {
        console.out()
                .println(String.format(
                        Locale.ROOT,
                        "%-32s  %6s  %7d  %5d  %6d  %9.1f",
                        name,
                        turned,
                        trial.speakers(),
                        trial.found(),
                        trial.ghosts(),
                        trial.errorDegrees()));
    }
}
