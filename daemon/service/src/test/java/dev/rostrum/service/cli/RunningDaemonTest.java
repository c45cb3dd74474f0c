package dev.rostrum.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.service.control.ControlServer;
import dev.rostrum.service.control.ControlTarget;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.event.RoomCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that go through the socket of a running daemon. */
class RunningDaemonTest {
    private static final class Room implements ControlTarget {
        private final List<RoomCommand> asked = Collections.synchronizedList(new ArrayList<>());

        @Override
        public String status() {
            return "{\"phase\":\"muted\"}";
        }

        @Override
        public CommandResult reload() {
            return new CommandResult.Refused("config", "rostrum.yaml:3:1: unknown key 'x'");
        }

        @Override
        public Commands commands() {
            return (command, origin, reply) -> {
                asked.add(command);
                reply.accept(new CommandResult.Done());
            };
        }
    }

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path config;
    private @Nullable ControlServer server;

    @BeforeEach
    void configure() throws IOException {
        config = Files.writeString(folder.resolve("r.yaml"), "unit: {runtime-folder: '" + folder + "'}");
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private int run(String... words) {
        List<String> args = new ArrayList<>(List.of(words));
        args.add("--config=" + config);
        return Main.run(TestConsole.of(out, err), args.toArray(String[]::new));
    }

    @Test
    void shouldSayThatNoDaemonRuns() {
        assertThat(run("mute")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("no daemon is running", "control.sock")
                .hasLineCount(1);
    }

    @Test
    void shouldPassCommandsOn() throws IOException {
        Room room = new Room();
        server = ControlServer.start(folder, room);
        assertThat(run("mute")).isZero();
        assertThat(run("name-speaker", "S2", "Ada")).isZero();
        assertThat(run("name-speaker", "2")).isZero();
        assertThat(run("set-latency", "1.5")).isZero();
        assertThat(run("set-latency", "700ms")).isZero();
        assertThat(room.asked)
                .containsExactly(
                        new RoomCommand.Mute(),
                        new RoomCommand.NameSpeaker(new SpeakerId(2), "Ada"),
                        new RoomCommand.ForgetSpeaker(new SpeakerId(2)),
                        new RoomCommand.SetLatency(Duration.ofMillis(1500)),
                        new RoomCommand.SetLatency(Duration.ofMillis(700)));
    }

    @Test
    void shouldPrintTheStatusAndOnlyThat() throws IOException {
        server = ControlServer.start(folder, new Room());
        assertThat(run("status")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).strip()).isEqualTo("{\"phase\":\"muted\"}");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void shouldFailWithTheDaemonsExplanation() throws IOException {
        server = ControlServer.start(folder, new Room());
        assertThat(run("reload")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("rostrum.yaml:3:1: unknown key 'x'");
    }

    @Test
    void shouldRefuseWordsThatNameNoSpeakerOrLatency() {
        assertThat(run("name-speaker", "Bob", "Ada")).isEqualTo(2);
        assertThat(run("set-latency", "9")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("'Bob' is no speaker", "500ms to 5s");
    }

    @Test
    void shouldExitWith78OnABrokenConfiguration() throws IOException {
        Files.writeString(config, "unti: {}\n");

        assertThat(run("mute")).isEqualTo(78);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("r.yaml:1:1: unknown key 'unti'; did you mean 'unit'?");
    }
}
