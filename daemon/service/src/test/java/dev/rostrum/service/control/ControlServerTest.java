package dev.rostrum.service.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.event.RoomCommand;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlServerTest {
    /** Answers at once, and remembers what was asked. */
    private static final class Room implements ControlTarget {
        private final List<RoomCommand> asked = Collections.synchronizedList(new ArrayList<>());

        @Override
        public String status() {
            return "{\"phase\":\"listening\"}";
        }

        @Override
        public CommandResult reload() {
            throw new IllegalStateException("disk on fire");
        }

        @Override
        public Commands commands() {
            return (command, origin, reply) -> {
                asked.add(command);
                reply.accept(
                        command instanceof RoomCommand.Unmute
                                ? new CommandResult.Refused("muted-by-button", "Press the button.")
                                : new CommandResult.Done());
            };
        }
    }

    @TempDir
    private Path folder;

    private final Room room = new Room();
    private ControlServer server;

    @BeforeEach
    void start() throws IOException {
        server = ControlServer.start(folder, room, Duration.ofMillis(300), "no-such-group");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private ControlReply ask(ControlRequest request) throws IOException {
        return new ControlClient(folder).ask(request).orElseThrow();
    }

    @Test
    void shouldHandCommandsOverAndBringTheAnswerBack() throws IOException {
        assertThat(ask(new ControlRequest.Room(new RoomCommand.Mute()))).isEqualTo(new ControlReply.Done());
        assertThat(ask(new ControlRequest.Room(new RoomCommand.Unmute())))
                .isEqualTo(new ControlReply.Refused("muted-by-button", "Press the button."));
        assertThat(room.asked).containsExactly(new RoomCommand.Mute(), new RoomCommand.Unmute());
    }

    @Test
    void shouldTellTheStatus() throws IOException {
        assertThat(ask(new ControlRequest.Status())).isEqualTo(new ControlReply.Status("{\"phase\":\"listening\"}"));
    }

    @Test
    void shouldSurviveATargetThatFails() throws IOException {
        assertThat(ask(new ControlRequest.Reload()))
                .isInstanceOfSatisfying(
                        ControlReply.Refused.class,
                        refused -> assertThat(refused.explanation()).contains("disk on fire"));
        assertThat(ask(new ControlRequest.Status())).isInstanceOf(ControlReply.Status.class);
    }

    @Test
    void shouldLetOnlyOwnerAndGroupIn() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("control.sock"))))
                .isEqualTo("rw-rw----");
    }

    @Test
    void shouldLetTheOperatorsIn() throws IOException {
        assumeTrue(Files.getOwner(folder).getName().equals("root"), "only root may give files to any group");
        server.close();
        server = ControlServer.start(folder, room, Duration.ofMillis(300), "nogroup");

        PosixFileAttributes socket = Files.readAttributes(folder.resolve("control.sock"), PosixFileAttributes.class);
        assertThat(socket.group().getName()).isEqualTo("nogroup");
        assertThat(PosixFilePermissions.toString(socket.permissions())).isEqualTo("rw-rw----");
    }

    @Test
    void shouldRefuseNoiseInOneLine() throws IOException {
        assertThat(raw("noise\n")).startsWith("{\"ok\":false,\"reason\":\"bad-request\"");
        assertThat(raw("{\"do\":" + "[".repeat(3000) + "\n")).contains("bad-request");
    }

    @Test
    void shouldDropWhoeverSaysNothingOrTooMuch() throws IOException {
        assertThat(raw("")).isEmpty();
        assertThat(raw("x".repeat(3_000_000))).isEmpty();
        assertThat(ask(new ControlRequest.Status())).isInstanceOf(ControlReply.Status.class);
    }

    @Test
    void shouldServeOthersWhileManyAreSilent() throws IOException {
        List<SocketChannel> silent = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            silent.add(SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("control.sock"))));
        }
        assertThat(ask(new ControlRequest.Status())).isInstanceOf(ControlReply.Status.class);
        for (SocketChannel channel : silent) {
            channel.close();
        }
    }

    @Test
    void shouldSayThatNobodyListens() throws IOException {
        server.close();
        assertThat(new ControlClient(folder).ask(new ControlRequest.Status())).isEmpty();

        Files.writeString(folder.resolve("control.sock"), "stale");
        assertThat(new ControlClient(folder).ask(new ControlRequest.Status())).isEmpty();
    }

    /** Sends bytes and reads until the other side closes. */
    private String raw(String text) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("control.sock")))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                return ""; // thrown out while still talking
            }
            ByteBuffer answer = ByteBuffer.allocate(10_000);
            while (channel.read(answer) >= 0) {
                assertThat(answer.hasRemaining()).isTrue();
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        }
    }
}
