package dev.rostrum.service.control;

import dev.rostrum.service.event.BadRequest;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.storage.OwnFolder;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the control socket. Each connection asks one thing and gets one answer; a client that is slow, silent or
 * hostile costs one of a few places for a few seconds and nothing else. The socket's owner and group may connect; the
 * group is {@link #OPERATORS} where this machine has it and the daemon's user belongs to it.
 */
public final class ControlServer implements AutoCloseable {
    /** Whoever belongs to this group may ask and command the daemon, and needs no other right on the machine. */
    public static final String OPERATORS = "rostrum-operators";

    /** The socket's name in the runtime folder. */
    public static final String SOCKET = "control.sock";

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final int MOST_CONNECTIONS = 16;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final ServerSocketChannel server;
    private final Path socket;
    private final ControlTarget target;
    private final Duration patience;
    private final Semaphore places = new Semaphore(MOST_CONNECTIONS);

    private ControlServer(ServerSocketChannel server, Path socket, ControlTarget target, Duration patience) {
        this.server = server;
        this.socket = socket;
        this.target = target;
        this.patience = patience;
    }

    /**
     * Listens in {@code folder}, whose {@link InstanceLock} the caller holds: a socket left there is stale.
     *
     * @throws IOException if the socket cannot be made
     */
    public static ControlServer start(Path folder, ControlTarget target) throws IOException {
        return start(folder, target, Duration.ofSeconds(10), OPERATORS);
    }

    /** The same, where {@code patience} is how long a connection may take, for another group of operators. */
    static ControlServer start(Path folder, ControlTarget target, Duration patience, String operators)
            throws IOException {
        Path socket = folder.resolve(SOCKET);
        Files.deleteIfExists(socket);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(socket));
            giveToGroup(socket, operators);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
        } catch (IOException e) {
            channel.close();
            throw new IOException(socket + ": cannot listen there: " + e.getMessage(), e);
        }
        ControlServer server = new ControlServer(channel, socket, target, patience);
        Thread.ofPlatform().daemon().name("control").start(server::accept);
        return server;
    }

    private static void giveToGroup(Path socket, String name) {
        try {
            OwnFolder.of(socket).giveToGroup(SOCKET, name);
        } catch (IOException e) { // no such group, or this user does not belong to it
            LOG.info("event=control socket={} operators=none cause=\"{}\"", socket, e.toString());
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                if (places.tryAcquire()) {
                    Thread.ofVirtual().name("control-client").start(() -> serve(client));
                } else {
                    client.close();
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.warn("control connection failed reason={}", e.getMessage());
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client;
                LineLink link = new LineLink(client, patience)) {
            link.write(ControlJson.write(answer(link.read())));
        } catch (IOException e) {
            LOG.debug("control client left reason={}", e.getMessage());
        } finally {
            places.release();
        }
    }

    private ControlReply answer(String line) {
        try {
            return switch (ControlJson.readRequest(line)) {
                case ControlRequest.Status status -> new ControlReply.Status(target.status());
                case ControlRequest.Reload reload -> ControlReply.of(target.reload());
                case ControlRequest.Enrol enrol -> ControlReply.of(target.enrol(enrol));
                case ControlRequest.EnrolmentOutcome asked -> ControlReply.of(target.enrolmentOutcome(asked.name()));
                case ControlRequest.Room room -> ControlReply.of(handOver(room));
            };
        } catch (BadRequest e) {
            return new ControlReply.Refused("bad-request", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.warn("control request failed", e);
            return new ControlReply.Refused("failed", "the daemon could not do it: " + e.getMessage());
        }
    }

    private CommandResult handOver(ControlRequest.Room room) {
        CompletableFuture<CommandResult> result = new CompletableFuture<>();
        target.commands().submit(room.command(), Commands.COMMAND_LINE, result::complete);
        try {
            return result.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new CommandResult.Refused(
                    "no-answer", "the daemon did not answer within " + ANSWER_WITHIN.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CommandResult.Refused("stopping", "the daemon is stopping");
        }
    }

    /** Stops listening and removes the socket. */
    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
    }
}
