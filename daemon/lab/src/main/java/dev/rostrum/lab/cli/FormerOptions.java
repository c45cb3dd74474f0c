package dev.rostrum.lab.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that {@code evaluate} had while it did the studies: each is refused with the command that does it now. */
final class FormerOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--ladder", hidden = true)
    void ladder(String value) {
        refuse("--ladder", "ladder DIR... --evidence DIR --page " + value);
    }

    @Option(names = "--ablations", hidden = true)
    void ablations(String value) {
        refuse("--ablations", "ablations DIR... --evidence DIR --page " + value);
    }

    @Option(names = "--thresholds", hidden = true)
    void thresholds(String value) {
        refuse("--thresholds", "thresholds DIR... --evidence DIR --page " + value);
    }

    @Option(names = "--choose", hidden = true)
    void choose(String value) {
        refuse("--choose", "choice DIR... --evidence DIR --set " + value);
    }

    @Option(names = "--boundaries", hidden = true)
    void boundaries(String value) {
        refuse("--boundaries", "boundaries DIR... --evidence DIR --page " + value);
    }

    @Option(names = "--tightened", hidden = true)
    void tightened(String value) {
        refuse("--tightened", "boundaries DIR... --evidence DIR --tightened " + value);
    }

    @Option(names = "--robustness", hidden = true)
    void robustness(String value) {
        refuse("--robustness", "robustness DIR... --page " + value);
    }

    @Option(names = "--altered", hidden = true)
    void altered(String value) {
        refuse("--altered", "robustness DIR... --altered " + value);
    }

    @Option(names = "--faulty-arrays", hidden = true)
    void faultyArrays(String value) {
        refuse("--faulty-arrays", "faulty-arrays DIR... --array PRESET --page " + value);
    }

    @Option(names = "--misleading-rooms", hidden = true)
    void misleadingRooms(String value) {
        refuse("--misleading-rooms", "misleading-rooms SPEAKERS --array PRESET --page " + value);
    }

    @Option(names = "--one-voice", hidden = true)
    void oneVoice(String value) {
        refuse("--one-voice", "one-speaker SPEAKERS --page " + value);
    }

    @Option(names = "--voices", hidden = true)
    void voices(String value) {
        refuse("--voices", "one-speaker " + value + ", or rostrum study misleading-rooms " + value);
    }

    private void refuse(String option, String now) {
        throw new ParameterException(
                command.commandLine(), option + " is no option of evaluate any more; now it is rostrum study " + now);
    }
}
