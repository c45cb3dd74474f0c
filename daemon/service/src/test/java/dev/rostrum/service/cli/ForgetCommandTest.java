package dev.rostrum.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.enrolment.Person;
import dev.rostrum.service.control.ControlServer;
import dev.rostrum.service.control.ControlTarget;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.people.PeopleSettings;
import dev.rostrum.service.people.PeopleStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgetCommandTest {
    private static final Instant WHEN = Instant.parse("2026-11-23T10:00:00Z");

    private static final ControlTarget DAEMON = new ControlTarget() {
        @Override
        public String status() {
            return "{}";
        }

        @Override
        public CommandResult reload() {
            return new CommandResult.Done();
        }

        @Override
        public Commands commands() {
            return (command, origin, reply) -> reply.accept(new CommandResult.Done());
        }
    };

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shouldSayWhatStaysOnTheBrokerWhereNoDaemonRuns() throws IOException {
        enrol(PeopleSettings.defaults());

        assertThat(forget("people: {enabled: true}")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("Ada: forgotten\n");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("no daemon is running", "stays on the broker until the daemon starts");
    }

    @Test
    void shouldSayThatTheRunningDaemonTakesTheNameBack() throws IOException {
        enrol(PeopleSettings.defaults());

        try (ControlServer daemon = ControlServer.start(folder, DAEMON)) {
            assertThat(daemon).isNotNull();
            assertThat(forget("people: {enabled: true}")).isZero();
        }

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("the running daemon takes the name back")
                .doesNotContain("stays");
    }

    @Test
    void shouldSayThatAWrongKeyForgetsNobody() throws IOException {
        Path right = Files.write(folder.resolve("right"), new byte[32]);
        Path wrong = Files.write(folder.resolve("wrong"), new byte[33]);
        PeopleSettings sealed = new PeopleSettings(true, Optional.of(right));
        enrol(sealed);

        assertThat(forget("people: {enabled: true, key-file: '" + wrong + "'}")).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("'Ada' is not forgotten", "made with another key");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(new PeopleStore(folder, sealed).people()).hasSize(1);
        assertThat(forget("people: {enabled: true}")).as("without any").isEqualTo(1);
    }

    private void enrol(PeopleSettings settings) throws IOException {
        new PeopleStore(folder, settings)
                .enrol(new Person("Ada", "yes", WHEN, List.of(new Person.Recording(WHEN, 12, new float[] {1, 0}))));
    }

    private int forget(String people) throws IOException {
        Path config = Files.writeString(
                folder.resolve("r.yaml"),
                "unit: {runtime-folder: '" + folder + "', state-folder: '" + folder + "'}\n" + people + "\n");
        return Main.run(TestConsole.of(out, err), "forget", "Ada", "--config=" + config);
    }
}
