package dev.rostrum.daemon.status;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may look and who may command. Looking needs a Host that means this unit, so that no foreign name can be pointed
 * at it, and, where a token is set, the token. Commands besides need to come from this very page: same origin, and the
 * secret that only a page served from here can have read. Immutable; any thread.
 */
final class Gate {
    /** The header in which the page sends {@link #pageSecret}. */
    static final String SECRET_HEADER = "X-Rostrum-Page";

    private static final String COOKIE = "rostrum-session";
    private static final String ADDRESS = "\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+\\]";

    private final String scheme;
    private final Set<String> names;
    private final Optional<String> token;
    private final String session = random();
    private final String pageSecret = random();

    /**
     * @param scheme {@code http} or {@code https}
     * @param names lower-case host names that mean this unit, besides localhost and addresses
     * @param token that opens the page; none: everybody who reaches it may look
     */
    Gate(String scheme, Set<String> names, Optional<String> token) {
        this.scheme = scheme;
        this.names = Set.copyOf(names);
        this.token = token;
    }

    /** Proves that a command was made by a page from here; new at every start. */
    String pageSecret() {
        return pageSecret;
    }

    /** Whether the request names this unit as its host: an address, localhost or one of the names, at any port. */
    boolean meansUs(Headers headers) {
        List<String> hosts = headers.getOrDefault("Host", List.of());
        if (hosts.size() != 1) {
            return false;
        }
        String name = hosts.getFirst().toLowerCase(Locale.ROOT).replaceFirst(":\\d{1,5}$", "");
        return name.equals("localhost") || name.matches(ADDRESS) || names.contains(name);
    }

    /** Whether the client may look. */
    boolean mayLook(Headers headers) {
        if (token.isEmpty()) {
            return true;
        }
        String bearer = Optional.ofNullable(headers.getFirst("Authorization")).orElse("");
        if (bearer.startsWith("Bearer ") && isToken(bearer.substring("Bearer ".length()))) {
            return true;
        }
        return headers.getOrDefault("Cookie", List.of()).stream()
                .flatMap(line -> List.of(line.split(";", -1)).stream())
                .anyMatch(cookie -> same(cookie.strip(), COOKIE + "=" + session));
    }

    /** Whether the command comes from a page of this origin that was served from here. */
    boolean mayCommand(Headers headers) {
        String site = Optional.ofNullable(headers.getFirst("Sec-Fetch-Site")).orElse("same-origin");
        String secret = Optional.ofNullable(headers.getFirst(SECRET_HEADER)).orElse("");
        return sameOrigin(headers) && site.equals("same-origin") && same(secret, pageSecret);
    }

    /** Whether the request was made by a page of this origin, or by no page at all. */
    boolean sameOrigin(Headers headers) {
        List<String> origins = headers.getOrDefault("Origin", List.of());
        String host = Optional.ofNullable(headers.getFirst("Host")).orElse("");
        return origins.isEmpty()
                || (origins.size() == 1 && (scheme + "://" + host).equalsIgnoreCase(origins.getFirst()));
    }

    /** Whether {@code offered} is the token. */
    boolean isToken(String offered) {
        return token.filter(right -> same(offered, right)).isPresent();
    }

    /** The cookie that lets a browser in after the token was shown once; of no use after a restart. */
    String sessionCookie() {
        String cookie = COOKIE + "=" + session + "; HttpOnly; SameSite=Strict; Path=/";
        return scheme.equals("https") ? cookie + "; Secure" : cookie;
    }

    /** Equal, without telling by its duration how far. */
    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
