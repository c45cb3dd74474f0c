package dev.rostrum.service.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.service.event.RoomCommand;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.event.RoomState.Phase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the room is told when the unit starts, stops and fails. */
class ConductorAgentTest {
    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private ConductedRoom room;

    @BeforeEach
    void start() {
        room = new ConductedRoom(folder, ButtonSettings.defaults());
    }

    @Test
    void shouldTellThatItStartsBeforeAnythingElse() {
        assertThat(room.told.getFirst()).isInstanceOf(RoomEvent.StateChanged.class);
        assertThat(phases()).startsWith(Phase.STARTING, Phase.LISTENING);
    }

    @Test
    void shouldTellItsLastHealthThenThatItStops() {
        room.stop();

        List<RoomEvent> last = room.told.subList(room.told.size() - 2, room.told.size());
        assertThat(last.getFirst()).isInstanceOf(RoomEvent.HealthReported.class);
        assertThat(last.getLast()).isInstanceOf(RoomEvent.StateChanged.class);
        assertThat(phases().getLast()).isEqualTo(Phase.STOPPING);
    }

    @Test
    void shouldTellThatAPartFailedUntilItStopsWhateverIsAsked() {
        room.breakDown();
        assertThat(room.state().phase()).isEqualTo(Phase.FAULT);
        assertThat(room.state().degraded()).contains("fault");

        room.ask(new RoomCommand.Mute(), "test");
        assertThat(room.state().phase()).isEqualTo(Phase.FAULT);

        room.stop();
        assertThat(phases().getLast()).isEqualTo(Phase.STOPPING);
    }

    private List<Phase> phases() {
        return room.told.stream()
                .filter(RoomEvent.StateChanged.class::isInstance)
                .map(event -> ((RoomEvent.StateChanged) event).state())
                .map(RoomState::phase)
                .distinct()
                .toList();
    }
}
