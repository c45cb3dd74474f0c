package dev.rostrum.service.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.event.RoomCommand;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState.Phase;
import dev.rostrum.service.testing.LogLines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A unit that cannot hear says so, and measures nothing. */
class NoMicrophoneTest {
    @TempDir
    Path folder;

    @Test
    void shouldNotLookHealthyWithoutAMicrophone() {
        ConductedRoom room = new ConductedRoom(folder, ButtonSettings.defaults());
        assertThat(room.state().degraded()).isEmpty();

        room.microphone.missing = Optional.of("no sound card; there are: HDMI");
        room.work();

        assertThat(room.state().phase()).isEqualTo(Phase.NO_MICROPHONE);
        assertThat(room.state().degraded()).containsExactly("no-microphone");

        room.microphone.missing = Optional.empty();
        room.time.advance(Duration.ofMinutes(1));
        room.work();

        assertThat(room.state().phase()).isEqualTo(Phase.LISTENING);
        assertThat(room.state().degraded()).isEmpty();
    }

    @Test
    void shouldTellTheLogOnceWhyThereIsNoneAndThatItIsBack() {
        try (LogLines log = new LogLines("dev.rostrum.service.capture")) {
            ConductedRoom room = new ConductedRoom(folder, ButtonSettings.defaults());
            room.microphone.missing = Optional.of("no sound card; there are: HDMI");
            for (int i = 0; i < 20; i++) {
                room.time.advance(Duration.ofMinutes(1));
                room.work();
            }
            room.microphone.missing = Optional.empty();
            room.time.advance(Duration.ofMinutes(1));
            room.work();

            assertThat(log.all())
                    .filteredOn(line -> line.contains("no sound card; there are: HDMI"))
                    .hasSize(1);
            assertThat(log.all().getLast()).isEqualTo("event=microphone-back");
        }
    }

    @Test
    void shouldTellItsFiguresAtOnceWhenItIsMuted() {
        ConductedRoom room = new ConductedRoom(folder, ButtonSettings.defaults());
        room.told.clear();

        room.ask(new RoomCommand.Mute(), Commands.PAGE);

        assertThat(room.told).anyMatch(RoomEvent.HealthReported.class::isInstance);
    }
}
