package dev.rostrum.service.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every command of a unit, in the order in which help shows them. */
public final class Commands {
    /** The commands of a source tree: they prove the unit, and no unit has them. */
    public static final List<String> OF_A_SOURCE_TREE = List.of(
            "demo",
            "evaluate",
            "study",
            "score",
            "words",
            "directions",
            "evidence",
            "bench",
            "pairs",
            "soak",
            "fleet",
            "delay");

    private Commands() {}

    /** One new object each; a class here carries {@code @Command(name = ...)} and returns an exit code. */
    public static List<Callable<Integer>> all(Console console) {
        return List.of(
                new RunCommand(console),
                new ReplayCommand(console),
                new ModelsCommand(console),
                new GpuCheckCommand(console),
                new CheckConfigCommand(console),
                new DoctorCommand(console),
                new SelftestCommand(console),
                new StatusCommand(console),
                new ReloadCommand(console),
                new MuteCommand(console),
                new UnmuteCommand(console),
                new IdentifyCommand(console),
                new NewMeetingCommand(console),
                new NameSpeakerCommand(console),
                new EnrolCommand(console),
                new PeopleCommand(console),
                new ForgetCommand(console),
                new SetLatencyCommand(console),
                new DevicesCommand(console),
                new CalibrateCommand(console),
                new WithdrawCommand(console),
                new LightOffCommand(),
                new FirstBootCommand(console),
                new VersionCommand(console),
                new HelpCommand(console));
    }

    /** By their names, what stands for the commands of a source tree on a unit. */
    static Map<String, Callable<Integer>> leftOut(Console console) {
        return OF_A_SOURCE_TREE.stream()
                .collect(Collectors.toMap(Function.identity(), name -> new SourceTreeOnly(console, name)));
    }
}
