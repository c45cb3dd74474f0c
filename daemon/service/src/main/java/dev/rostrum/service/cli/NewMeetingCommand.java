package dev.rostrum.service.cli;

import dev.rostrum.service.event.RoomCommand;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rostrum new-meeting}. */
@Command(name = "new-meeting", description = "Ends the meeting that runs and forgets its voices.")
final class NewMeetingCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private RunningDaemon daemon;

    NewMeetingCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return daemon.ask(console, new RoomCommand.NewMeeting());
    }
}
