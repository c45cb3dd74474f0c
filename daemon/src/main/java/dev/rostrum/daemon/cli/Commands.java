package dev.rostrum.daemon.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Every command of the command line, in the order in which help shows them. */
final class Commands {
    private Commands() {}

    /** One new object each; a class here carries {@code @Command(name = ...)} and returns an exit code. */
    static List<Callable<Integer>> all(Console console) {
        List<Callable<Integer>> commands = new ArrayList<>();
        if (broker()) {
            commands.add(new DemoCommand(console));
        }
        commands.add(new RunCommand(console));
        commands.add(new ReplayCommand(console));
        commands.add(new BenchCommand(console));
        commands.add(new ModelsCommand(console));
        if (broker()) {
            commands.add(new SoakCommand(console));
        }
        commands.add(new CheckConfigCommand(console));
        commands.add(new EvaluateCommand(console));
        commands.add(new ScoreCommand(console));
        commands.add(new WordsCommand(console));
        commands.add(new DirectionsCommand(console));
        commands.add(new EvidenceCommand(console));
        commands.add(new DoctorCommand(console));
        commands.add(new SelftestCommand(console));
        commands.add(new StatusCommand(console));
        commands.add(new ReloadCommand(console));
        commands.add(new MuteCommand(console));
        commands.add(new UnmuteCommand(console));
        commands.add(new IdentifyCommand(console));
        commands.add(new NewMeetingCommand(console));
        commands.add(new NameSpeakerCommand(console));
        commands.add(new EnrolCommand(console));
        commands.add(new PeopleCommand(console));
        commands.add(new ForgetCommand(console));
        commands.add(new SetLatencyCommand(console));
        commands.add(new DevicesCommand(console));
        commands.add(new CalibrateCommand(console));
        commands.add(new FleetCommand(console));
        commands.add(new DelayCommand(console));
        commands.add(new LightOffCommand());
        commands.add(new FirstBootCommand(console));
        commands.add(new VersionCommand(console));
        commands.add(new HelpCommand(console));
        return commands;
    }

    /** By their names, what stands for the commands that are not among {@link #all} here. */
    static Map<String, Callable<Integer>> leftOut(Console console) {
        return broker()
                ? Map.of()
                : Map.of("demo", new SourceTreeOnly(console, "demo"), "soak", new SourceTreeOnly(console, "soak"));
    }

    /** Whether the broker that demo and soak start is in the class path; packages leave it out. */
    private static boolean broker() {
        return Commands.class.getResource("/com/hivemq/embedded/EmbeddedHiveMQ.class") != null;
    }
}
