package dev.rostrum.service.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.event.RoomCommand;
import dev.rostrum.service.event.RoomState.Phase;
import dev.rostrum.service.testing.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who muted a unit, who may undo it, and what is left of it in the journal. */
class MuteTest {
    private static final ButtonSettings NONE = ButtonSettings.defaults();
    private static final ButtonSettings BUTTON = ButtonSettings.simulated();
    private static final CommandResult DONE = new CommandResult.Done();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {Commands.MQTT, Commands.PAGE, Commands.COMMAND_LINE})
    void shouldRememberOverARestartWhoMutedAndLetAnybodyUndoIt(String origin) {
        ConductedRoom before = new ConductedRoom(folder, BUTTON);
        assertThat(before.ask(new RoomCommand.Mute(), origin)).isEqualTo(DONE);
        assertThat(before.state().mutedBy()).contains(origin);
        before.stop();

        ConductedRoom after = new ConductedRoom(folder, BUTTON);

        assertThat(after.state().phase()).isEqualTo(Phase.MUTED);
        assertThat(after.state().mutedBy()).contains(origin);
        assertThat(after.ask(new RoomCommand.Unmute(), Commands.MQTT)).isEqualTo(DONE);
        assertThat(after.state().phase()).isEqualTo(Phase.LISTENING);
        assertThat(after.state().mutedBy()).isEmpty();
    }

    @Test
    void shouldLeaveTheButtonsMuteToTheButtonOverARestart() {
        ConductedRoom before = new ConductedRoom(folder, BUTTON);
        before.press();
        assertThat(before.state().mutedBy()).contains(Commands.BUTTON);
        before.stop();

        ConductedRoom after = new ConductedRoom(folder, BUTTON);

        assertThat(after.ask(new RoomCommand.Unmute(), Commands.PAGE))
                .isInstanceOfSatisfying(
                        CommandResult.Refused.class,
                        no -> assertThat(no.reason()).isEqualTo("muted-by-button"));
        after.press();
        assertThat(after.state().phase()).isEqualTo(Phase.LISTENING);
    }

    @Test
    void shouldNeverRefuseWhereThereIsNoButton() {
        ConductedRoom before = new ConductedRoom(folder, BUTTON);
        before.press();
        before.stop();

        ConductedRoom after = new ConductedRoom(folder, NONE);

        assertThat(after.state().mutedBy()).contains(Commands.BUTTON);
        assertThat(after.ask(new RoomCommand.Unmute(), Commands.COMMAND_LINE)).isEqualTo(DONE);
        assertThat(after.state().phase()).isEqualTo(Phase.LISTENING);
    }

    @Test
    void shouldLetTheButtonUndoWhatSomebodyElseMuted() {
        ConductedRoom room = new ConductedRoom(folder, BUTTON);
        room.ask(new RoomCommand.Mute(), Commands.MQTT);

        room.press();

        assertThat(room.state().phase()).isEqualTo(Phase.LISTENING);
    }

    @Test
    void shouldStartMutedAndLetAnybodyUndoItWhereTheFileDoesNotSayWho() throws IOException {
        Files.writeString(folder.resolve("mute"), "muted\n");

        ConductedRoom room = new ConductedRoom(folder, BUTTON);

        assertThat(room.state().mutedBy()).contains("unknown");
        assertThat(room.ask(new RoomCommand.Unmute(), Commands.MQTT)).isEqualTo(DONE);
    }

    @Test
    void shouldGoOnSayingThatItIsMutedWhileItStops() {
        ConductedRoom room = new ConductedRoom(folder, NONE);
        room.ask(new RoomCommand.Mute(), Commands.PAGE);

        room.stop();

        assertThat(room.state().phase()).isEqualTo(Phase.STOPPING);
        assertThat(room.state().muted()).isTrue();
    }

    @Test
    void shouldLeaveALineInTheJournalOfWhateverIsAskedAndByWhom() {
        try (LogLines journal = new LogLines(CommandExecutor.class)) {
            ConductedRoom room = new ConductedRoom(folder, BUTTON);
            room.ask(new RoomCommand.Mute(), Commands.MQTT);
            room.ask(new RoomCommand.Unmute(), Commands.COMMAND_LINE);
            room.ask(new RoomCommand.NewMeeting(), Commands.PAGE);
            room.ask(new RoomCommand.NameSpeaker(new SpeakerId(3), "Ada"), Commands.PAGE);
            room.ask(new RoomCommand.SetLatency(Duration.ofSeconds(1)), Commands.MQTT);
            room.press();
            room.ask(new RoomCommand.Unmute(), Commands.MQTT);

            assertThat(journal.all())
                    .containsExactly(
                            "event=mute by=mqtt",
                            "event=unmute by=command-line",
                            "event=new-meeting by=page",
                            "event=name-speaker speaker=S3 by=page refused=unknown-speaker",
                            "event=set-latency ms=1000 by=mqtt",
                            "event=mute by=button",
                            "event=unmute by=mqtt refused=muted-by-button");
        }
    }

    @Test
    void shouldSayInTheJournalThatItStartsMutedAndByWhom() {
        new ConductedRoom(folder, NONE).ask(new RoomCommand.Mute(), Commands.PAGE);
        try (LogLines journal = new LogLines(ConductorAgent.class)) {
            new ConductedRoom(folder, NONE);

            assertThat(journal.all()).containsExactly("event=starts-muted by=page");
        }
    }
}
