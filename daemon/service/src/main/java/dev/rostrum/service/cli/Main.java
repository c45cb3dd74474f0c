package dev.rostrum.service.cli;

import ch.qos.logback.classic.Level;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code rostrum}: finds the command named by the first word, runs it, and turns its outcome into an exit code. */
@Command(
        name = "rostrum",
        description = "Hears who speaks when in a meeting room, corrects its own past, and tells the building.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Exit codes: 0 fine, 1 failed, 2 usage, 75 already running, 78 configuration."})
public final class Main implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable") // picocli reads it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    private boolean help;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Logs in detail and shows where an error comes from.")
    private boolean verbose;

    private Main(Console console) {
        this.console = console;
    }

    /** Runs one command line of a unit and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(Console.system(), args));
    }

    /** Runs one command line of a unit. */
    static int run(Console console, String... args) {
        return run(console, commandLine -> Commands.leftOut(console).forEach(commandLine::addSubcommand), args);
    }

    /**
     * Runs one command line of a source tree.
     *
     * @param laboratory commands beside those of a unit; each carries {@code @Command(name = ...)} and returns an exit code
     * @return the exit code
     */
    public static int run(Console console, List<Callable<Integer>> laboratory, String... args) {
        return run(console, commandLine -> laboratory.forEach(commandLine::addSubcommand), args);
    }

    private static int run(Console console, Consumer<CommandLine> others, String... args) {
        Main main = new Main(console);
        PrintWriter out = new PrintWriter(console.out(), true, console.out().charset());
        PrintWriter err = new PrintWriter(console.err(), true, console.err().charset());
        CommandLine commandLine = new CommandLine(main);
        Commands.all(console).forEach(commandLine::addSubcommand);
        others.accept(commandLine);
        commandLine
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Duration.class, new DurationOption())
                .setExecutionStrategy(parsed -> {
                    LogSetup.apply(main.level(parsed));
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler((e, words) -> usage(console, e))
                .setExecutionExceptionHandler((e, command, parsed) -> main.report(e));
        int code = commandLine.execute(args);
        out.flush();
        err.flush();
        return code;
    }

    /** A daemon says what it does; the other commands speak for themselves, and log only what is wrong. */
    private Level level(ParseResult parsed) {
        if (verbose) {
            return Level.DEBUG;
        }
        return parsed.hasSubcommand() && parsed.subcommand().commandSpec().userObject() instanceof RunCommand
                ? Level.INFO
                : Level.WARN;
    }

    private static int usage(Console console, ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String message = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
        return console.fail(ExitCode.USAGE, message + " (" + command + " --help shows how it is called)");
    }

    private int report(Exception failure) {
        if (verbose) {
            failure.printStackTrace(console.err());
        }
        FailureReport report = FailureReport.of(failure);
        return console.fail(report.code(), report.message());
    }

    /** No command given: shows help. */
    @Override
    public Integer call() {
        spec.commandLine().usage(console.out());
        return ExitCode.OK.number();
    }
}
