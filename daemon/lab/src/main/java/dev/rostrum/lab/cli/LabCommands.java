package dev.rostrum.lab.cli;

import dev.rostrum.service.cli.Console;
import java.util.List;
import java.util.concurrent.Callable;

/** Every command that only a source tree has, in the order in which help shows them. */
public final class LabCommands {
    private LabCommands() {}

    /** One new object each. */
    public static List<Callable<Integer>> all(Console console) {
        return List.of(
                new DemoCommand(console),
                new EvaluateCommand(console),
                new StudyCommand(console),
                new ScoreCommand(console),
                new WordsCommand(console),
                new DirectionsCommand(console),
                new EvidenceCommand(console),
                new BenchCommand(console),
                new PairsCommand(console),
                new SoakCommand(console),
                new FleetCommand(console),
                new DelayCommand(console));
    }
}
