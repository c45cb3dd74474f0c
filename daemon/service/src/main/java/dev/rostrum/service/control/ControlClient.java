package dev.rostrum.service.control;

import dev.rostrum.service.event.BadRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;

/** Asks a running daemon, over its socket. */
public final class ControlClient {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path socket;

    /** A client of the daemon whose {@code unit.runtime-folder} this is. */
    public ControlClient(Path runtimeFolder) {
        this.socket = runtimeFolder.resolve(ControlServer.SOCKET);
    }

    /** Where it asks. */
    public Path socket() {
        return socket;
    }

    /**
     * Asks and waits for the answer.
     *
     * @return nothing where no daemon listens
     * @throws AccessDeniedException if this user may not ask
     * @throws IOException if one listens and cannot be asked, for want of an answer
     */
    public Optional<ControlReply> ask(ControlRequest request) throws IOException {
        try {
            Files.readAttributes(socket, BasicFileAttributes.class); // connecting does not tell absent from forbidden
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw forbidden();
        }
        if (!Files.isWritable(socket)) {
            throw forbidden();
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                LineLink link = new LineLink(channel, PATIENCE)) {
            link.write(ControlJson.write(request));
            return Optional.of(ControlJson.readReply(link.read()));
        } catch (ConnectException e) {
            return Optional.empty();
        } catch (BadRequest e) {
            throw new IOException(socket + ": the daemon's answer cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(socket + ": " + e.getMessage(), e);
        }
    }

    private AccessDeniedException forbidden() {
        String user = System.getProperty("user.name");
        return new AccessDeniedException(
                socket.toString(),
                null,
                user + " may not ask the daemon there; the group " + ControlServer.OPERATORS + " may (sudo usermod -aG "
                        + ControlServer.OPERATORS + " " + user + ", then log in again), and so may root");
    }
}
