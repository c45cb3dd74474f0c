package dev.rostrum.daemon.status;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.rostrum.daemon.event.Commands;
import dev.rostrum.daemon.event.EventSink;
import dev.rostrum.daemon.event.RoomEvent;
import dev.rostrum.daemon.storage.PlainText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the status page: listens, hands each request to a virtual thread, and takes what happens from the conductor
 * without ever waiting for a page.
 */
public final class StatusServer implements EventSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);

    /**
     * Limits of the JDK's server, which reads them once, before its first server is made: seconds that a request may
     * take to arrive, connections, headers and their bytes. Whoever starts the process may set others.
     */
    private static final Map<String, String> LIMITS = Map.of(
            "sun.net.httpserver.maxReqTime", "10",
            "jdk.httpserver.maxConnections", "128",
            "sun.net.httpserver.maxReqHeaders", "64",
            "sun.net.httpserver.maxReqHeaderSize", "16384",
            "sun.net.httpserver.drainAmount", "4096");

    /** Long enough that guessing is hopeless at any rate. */
    private static final int SHORTEST_TOKEN = 16;

    private final HttpServer server;
    private final ExecutorService clientThreads;
    private final StatusFeed feed;
    private final String url;

    private StatusServer(HttpServer server, String url, StatusFeed feed, ExecutorService clientThreads) {
        this.server = server;
        this.url = url;
        this.feed = feed;
        this.clientThreads = clientThreads;
    }

    /**
     * Listens and serves.
     *
     * @throws IOException saying what cannot be used: the address, the token's file, the certificate
     */
    public static StatusServer start(StatusSettings settings, StatusSources sources, Commands commands)
            throws IOException {
        LIMITS.forEach((name, value) -> System.setProperty(name, System.getProperty(name, value)));
        boolean secure = settings.tls().certificateFile().isPresent();
        String scheme = secure ? "https" : "http";
        Gate gate = new Gate(scheme, names(settings), token(settings));
        HttpServer server = secure ? HttpsServer.create() : HttpServer.create();
        if (server instanceof HttpsServer https) {
            https.setHttpsConfigurator(new HttpsConfigurator(ServerTls.context(
                    settings.tls().certificateFile().orElseThrow(),
                    settings.tls().keyFile().orElseThrow())));
        }
        InetSocketAddress at = new InetSocketAddress(settings.address(), settings.port());
        try {
            server.bind(at, 0);
        } catch (IOException e) {
            throw new IOException(
                    "status page: cannot listen at " + settings.address() + ":" + settings.port() + ": "
                            + e.getMessage() + "; set status.port to a free one",
                    e);
        }
        StatusFeed feed = new StatusFeed(sources, settings.clients());
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("status-client-", 0).factory());
        StatusRequests requests = new StatusRequests(gate, feed, new PageCommands(commands));
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(requests, exchange));
        server.start();
        String host = settings.address().contains(":") ? "[" + settings.address() + "]" : settings.address();
        String url = scheme + "://" + host + ":" + server.getAddress().getPort() + "/";
        LOG.info("event=status-page url={}", url);
        return new StatusServer(server, url, feed, threads);
    }

    /** Where the page is. */
    public String url() {
        return url;
    }

    /** Pages open now. */
    public int clients() {
        return feed.clients();
    }

    @Override
    public void onEvent(RoomEvent event) {
        feed.onEvent(event);
    }

    /** Ends every connection. */
    @Override
    public void close() {
        feed.close();
        server.stop(0);
        clientThreads.shutdownNow();
    }

    private static void answer(StatusRequests requests, HttpExchange exchange) {
        try (exchange) {
            requests.answer(exchange);
        } catch (IOException e) {
            LOG.debug("status client left reason={}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("event=status-request-fault", e);
        }
    }

    private static Optional<String> token(StatusSettings settings) throws IOException {
        if (settings.tokenFile().isEmpty()) {
            return Optional.empty();
        }
        String file = settings.tokenFile().get().toString();
        try {
            String token = PlainText.firstLine(settings.tokenFile().get()).strip();
            if (token.length() < SHORTEST_TOKEN) {
                throw new IOException(
                        file + ": the first line must be a token of " + SHORTEST_TOKEN + " characters or more");
            }
            return Optional.of(token);
        } catch (FileSystemException | CharacterCodingException e) {
            throw new IOException(file + ": cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private static Set<String> names(StatusSettings settings) {
        Set<String> names = new HashSet<>();
        settings.names().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        try {
            String own = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
            names.add(own);
            names.add(own + ".local");
        } catch (IOException e) {
            LOG.debug("the machine has no name reason={}", e.getMessage());
        }
        return names;
    }
}
