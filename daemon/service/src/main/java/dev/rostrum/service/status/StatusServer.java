package dev.rostrum.service.status;

import dev.rostrum.service.event.Commands;
import dev.rostrum.service.event.EventSink;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.storage.PlainText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the status page: puts together who listens, who may, and who says what, and takes what happens from the
 * conductor without ever waiting for a page.
 */
public final class StatusServer implements EventSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);

    /** Long enough that guessing is hopeless at any rate. */
    private static final int SHORTEST_TOKEN = 16;

    /** Within it a request arrives and is answered; a command may take half of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpListener listener;
    private final StatusFeed feed;
    private final String url;

    private StatusServer(HttpListener listener, String url, StatusFeed feed) {
        this.listener = listener;
        this.url = url;
        this.feed = feed;
    }

    /** A token that nobody guesses. */
    public static String newToken() {
        return AccessRules.random();
    }

    /**
     * Listens and serves.
     *
     * @param ownToken what commands need where the settings name no token
     * @throws IOException saying what cannot be used: the address, the token's file, the certificate
     */
    public static StatusServer start(StatusSettings settings, StatusSources sources, Commands commands, String ownToken)
            throws IOException {
        Optional<SSLContext> tls = tls(settings.tls());
        String scheme = tls.isPresent() ? "https" : "http";
        Optional<String> configured = token(settings);
        AccessRules.Key key = new AccessRules.Key(configured.orElse(ownToken), configured.isPresent());
        StatusFeed feed = new StatusFeed(sources, settings.clients());
        StatusRequests requests = new StatusRequests(
                new AccessRules(scheme, names(settings), key, new TokenThrottle(sources.time())),
                feed,
                new PageCommands(commands),
                settings.warning().orElse(""));
        InetSocketAddress at = new InetSocketAddress(settings.address(), settings.port());
        try {
            HttpListener listener = HttpListener.start(at, tls, requests::answer, PATIENCE);
            String host = settings.address().contains(":") ? "[" + settings.address() + "]" : settings.address();
            String url = scheme + "://" + host + ":" + listener.port() + "/";
            LOG.info("event=status-page url={}", url);
            settings.warning().ifPresent(warning -> LOG.warn("event=status-page-unencrypted: {}", warning));
            return new StatusServer(listener, url, feed);
        } catch (IOException e) {
            feed.close();
            throw new IOException(
                    "status page: cannot listen at " + settings.address() + ":" + settings.port() + ": "
                            + e.getMessage() + "; set status.port to a free one",
                    e);
        }
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
        listener.close();
    }

    private static Optional<SSLContext> tls(StatusSettings.Tls files) throws IOException {
        return files.certificateFile().isPresent()
                ? Optional.of(ServerTls.context(
                        files.certificateFile().get(), files.keyFile().orElseThrow()))
                : Optional.empty();
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
