package dev.rostrum.service.cli;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.service.event.RoomCommand;
import dev.rostrum.service.event.SpeakerLabel;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rostrum name-speaker SPEAKER [NAME]}: gives a speaker of the running meeting a name, or takes it away. */
@Command(
        name = "name-speaker",
        description = "Gives a speaker of the running meeting a name; without NAME takes it away.")
final class NameSpeakerCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunningDaemon daemon;

    @Parameters(index = "0", paramLabel = "SPEAKER", description = "The speaker, such as S3.")
    private String speaker = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The name.")
    private @Nullable String name;

    NameSpeakerCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return daemon.ask(console, command());
    }

    private RoomCommand command() {
        SpeakerId id;
        try {
            id = SpeakerLabel.read(speaker.startsWith("S") ? speaker : "S" + speaker);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "'" + speaker + "' is no speaker; speakers are S1, S2, ...", e);
        }
        try {
            return name == null ? new RoomCommand.ForgetSpeaker(id) : new RoomCommand.NameSpeaker(id, name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "NAME: " + e.getMessage(), e);
        }
    }
}
