package dev.rostrum.service.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.event.RoomState.ActiveSpeaker;
import dev.rostrum.service.event.RoomState.Phase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceReporterTest {
    private final List<String> sent = new ArrayList<>();
    private final Heartbeat conductor = new Heartbeat("conductor", Duration.ofSeconds(10));
    private final ServiceReporter reporter =
            new ServiceReporter(sent::add, new Watchdog(Duration.ofSeconds(20), List.of(conductor)));

    @Test
    void shouldSayReadyOnceAndOnlyAfterStarting() {
        reporter.starting("loading networks", 60);
        state(Phase.STARTING);
        state(Phase.LISTENING);
        state(Phase.LISTENING);
        state(Phase.NO_MICROPHONE);
        state(Phase.LISTENING, "broker-offline");

        assertThat(sent)
                .containsExactly(
                        "STATUS=Starting: loading networks\nEXTEND_TIMEOUT_USEC=60000000",
                        "STATUS=Starting",
                        "READY=1\nSTATUS=Listening",
                        "STATUS=No microphone, looking for it",
                        "STATUS=Listening; broker-offline");
    }

    @Test
    void shouldBeReadyInADegradedStateToo() {
        reporter.onEvent(new RoomEvent.StateChanged(
                new RoomState(Phase.MUTED, List.of(), false, List.of(), 0).withMutedBy(Optional.of("mqtt"))));

        assertThat(sent).containsExactly("READY=1\nSTATUS=Muted by mqtt, microphones closed");
    }

    @Test
    void shouldNotRepeatItselfWhenOnlyTheSpeakersChange() {
        state(Phase.LISTENING);
        reporter.onEvent(new RoomEvent.StateChanged(new RoomState(
                Phase.LISTENING,
                List.of(new ActiveSpeaker(new SpeakerId(1), 0, Optional.empty())),
                false,
                List.of(),
                0)));

        assertThat(sent).hasSize(1);
    }

    @Test
    void shouldBracketAReloadAndKeepTheStatusWhenItIsRefused() {
        state(Phase.LISTENING);
        sent.clear();
        reporter.reloading(5_000_000L);
        reporter.reloaded("rostrum.yaml:3:5\nunknown key");

        assertThat(sent)
                .containsExactly(
                        "RELOADING=1\nMONOTONIC_USEC=5000\nSTATUS=Reloading the configuration",
                        "READY=1\nSTATUS=Listening; reload refused: rostrum.yaml:3:5 unknown key");
    }

    @Test
    void shouldSayNoMoreThanTheServiceManagerReads() {
        state(Phase.LISTENING);
        reporter.reloaded("rostrum.yaml:3:5: unknown key 'größe'\n".repeat(300));

        // NOTIFY_BUFFER_MAX of systemd: a longer message is ignored whole, and the service would reload for ever
        assertThat(sent.getLast().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(4096);
        assertThat(sent.getLast())
                .startsWith("READY=1\nSTATUS=Listening; reload refused: rostrum.yaml:3:5: unknown key 'größe' rostrum");
    }

    @Test
    void shouldFeedTheWatchdogOnlyWhileTheConductorMakesProgress() {
        conductor.beat(0);
        assertThat(reporter.tick(1)).isEqualTo(1);
        assertThat(reporter.tick(2)).isZero();
        assertThat(reporter.tick(11_000_000_000L)).isZero();
        assertThat(sent).containsExactly("WATCHDOG=1");
    }

    @Test
    void shouldAnnounceTheEnd() {
        state(Phase.STOPPING);

        assertThat(sent).containsExactly("STOPPING=1\nSTATUS=Stopping");
    }

    private void state(Phase phase, String... degraded) {
        reporter.onEvent(new RoomEvent.StateChanged(new RoomState(phase, List.of(), false, List.of(degraded), 0)));
    }
}
