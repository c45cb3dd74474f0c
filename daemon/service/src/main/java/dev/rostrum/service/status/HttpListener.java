package dev.rostrum.service.status;

import dev.rostrum.service.status.RequestReader.Refusal;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections, one request each, and has each answered on a virtual thread of its own within a time limit. A
 * newcomer always gets in: where all places are taken, whoever holds most of them loses the oldest. The JDK's server
 * instead turns newcomers away, and has no place where that could be changed.
 */
final class HttpListener implements AutoCloseable {
    /** Connections with a request under way; an answer that lasts needs none, for its number is bounded elsewhere. */
    static final int PLACES = 64;

    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
    private static final int WAITING_IN_THE_KERNEL = 128;
    private static final long AFTER_A_FAILURE_NS = 100_000_000;
    private static final int REFUSED_TO_THE_END = 65_536;

    private final ServerSocket server;
    private final Optional<SSLContext> tls;
    private final Answers answers;
    private final Duration patience;
    private final Set<Connection> places = new LinkedHashSet<>();
    private final Set<Connection> lasting = new LinkedHashSet<>();

    /** Whoever knows what to say. */
    interface Answers {
        void answer(Request request, Exchange exchange) throws IOException;
    }

    private record Connection(Socket socket, Origin origin) {
        /** Closes it as the network sees it: whatever waits for it, TLS included, ends. */
        private void end() {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("status connection already broken reason={}", e.getMessage());
            }
        }
    }

    private HttpListener(ServerSocket server, Optional<SSLContext> tls, Answers answers, Duration patience) {
        this.server = server;
        this.tls = tls;
        this.answers = answers;
        this.patience = patience;
    }

    /**
     * Listens at {@code at}.
     *
     * @param patience how long a request with its answer may take
     * @throws IOException if it cannot be listened there
     */
    static HttpListener start(InetSocketAddress at, Optional<SSLContext> tls, Answers answers, Duration patience)
            throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.bind(at, WAITING_IN_THE_KERNEL);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        HttpListener listener = new HttpListener(server, tls, answers, patience);
        Thread.ofPlatform().name("status-listener").daemon().start(listener::accept);
        return listener;
    }

    int port() {
        return server.getLocalPort();
    }

    /** Ends every connection. */
    @Override
    public void close() {
        List<Connection> open;
        synchronized (this) {
            open = new ArrayList<>(places);
            open.addAll(lasting);
        }
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("status listener already broken reason={}", e.getMessage());
        }
        open.forEach(Connection::end);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Connection connection = new Connection(socket, Origin.of(socket.getInetAddress()));
                enter(connection).ifPresent(Connection::end);
                Thread.ofVirtual().name("status-client").start(() -> serve(connection));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    LOG.warn("event=status-connection-failed reason={}", e.getMessage());
                    LockSupport.parkNanos(AFTER_A_FAILURE_NS);
                }
            }
        }
    }

    /** Takes a place, and says who has to give theirs up. */
    private synchronized Optional<Connection> enter(Connection connection) {
        Optional<Connection> leaving = places.size() < PLACES
                ? Optional.empty()
                : Origin.givesWay(places, Connection::origin, connection.origin(), 0);
        leaving.ifPresent(places::remove);
        places.add(connection);
        return leaving;
    }

    private synchronized void last(Connection connection) {
        if (places.remove(connection)) {
            lasting.add(connection);
        }
    }

    private synchronized void leave(Connection connection) {
        places.remove(connection);
        lasting.remove(connection);
    }

    private void serve(Connection connection) {
        Thread guard = Thread.ofVirtual().name("status-guard").start(() -> endAfter(patience, connection));
        try (Socket plain = connection.socket();
                Socket socket = tls.isPresent() ? secured(plain, tls.get()) : plain) {
            Exchange exchange = new Exchange(new BufferedOutputStream(socket.getOutputStream()), () -> {
                guard.interrupt();
                last(connection);
            });
            InputStream in = new BufferedInputStream(socket.getInputStream());
            try {
                answers.answer(RequestReader.read(in, connection.origin()), exchange);
            } catch (Refusal e) {
                exchange.refuse(e.status(), String.valueOf(e.getMessage()));
                plain.shutdownOutput();
                in.readNBytes(REFUSED_TO_THE_END); // closed with something unread, the answer would be lost
            }
        } catch (IOException e) {
            LOG.debug("status client left reason={}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("event=status-request-fault", e);
        } finally {
            guard.interrupt();
            leave(connection);
        }
    }

    private static Socket secured(Socket plain, SSLContext tls) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, true);
        secured.startHandshake();
        return secured;
    }

    private static void endAfter(Duration patience, Connection connection) {
        try {
            Thread.sleep(patience);
            connection.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it ended in time, or lasts
        }
    }
}
