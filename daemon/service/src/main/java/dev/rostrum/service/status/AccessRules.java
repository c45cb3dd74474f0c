package dev.rostrum.service.status;

import dev.rostrum.service.status.TokenThrottle.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who may look and who may command. Looking needs a Host that means this unit, so that no foreign name can be pointed
 * at it, and, where the configuration sets one, the token. Commands always need the token, and besides have to come
 * from this very page: same origin, and the secret that only a page served from here to somebody known can have read.
 * Any thread.
 */
final class AccessRules {
    /** The header in which the page sends {@link #pageSecret}. */
    static final String SECRET_HEADER = "x-rostrum-page";

    private static final String ADDRESS = "\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+\\]";
    private static final String BEARER = "Bearer ";

    private final String scheme;
    private final Set<String> names;
    private final Key key;
    private final TokenThrottle guesses;
    private final String cookie;
    private final String pageSecret = random();

    /**
     * What opens the page.
     *
     * @param opensTheView false: whoever reaches the page may look
     */
    record Key(String token, boolean opensTheView) {}

    /**
     * A gate that nobody has passed.
     *
     * @param scheme {@code http} or {@code https}
     * @param names lower-case host names that mean this unit, besides localhost and addresses
     */
    AccessRules(String scheme, Set<String> names, Key key, TokenThrottle guesses) {
        this.scheme = scheme;
        this.names = Set.copyOf(names);
        this.key = key;
        this.guesses = guesses;
        // the name tells apart the pages of one host, whose cookies know no port; of use as long as the token is
        this.cookie = "rostrum-" + derived(key.token(), "name").substring(0, 8) + "=" + derived(key.token(), "session");
    }

    /** A token that nobody guesses. */
    static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Proves that a command was made by a page from here; new at every start. */
    String pageSecret() {
        return pageSecret;
    }

    /** Whether the request names this unit as its host: an address, localhost or one of the names, at any port. */
    boolean meansUs(Request request) {
        List<String> hosts = request.all("host");
        if (hosts.size() != 1) {
            return false;
        }
        String name = hosts.getFirst().toLowerCase(Locale.ROOT).replaceFirst(":\\d{1,5}$", "");
        return name.equals("localhost") || name.matches(ADDRESS) || names.contains(name);
    }

    /** Whether the request shows the token, or the cookie for it; nothing where it shows neither. */
    Optional<Verdict> shows(Request request) {
        boolean session = request.all("cookie").stream()
                .flatMap(line -> Arrays.stream(line.split(";", -1)))
                .anyMatch(one -> same(one.strip(), cookie));
        if (session) {
            return Optional.of(Verdict.RIGHT);
        }
        return request.first("authorization")
                .filter(shown -> shown.startsWith(BEARER))
                .map(shown -> attempt(request, shown.substring(BEARER.length())));
    }

    /** Looks at a token. */
    Verdict attempt(Request request, String offered) {
        return guesses.attempt(request.from(), () -> same(offered.strip(), key.token()));
    }

    /** Whether somebody may look who has shown the token, or has not. */
    boolean mayLook(boolean known) {
        return known || !key.opensTheView();
    }

    /** Whether the command comes from a page of this origin that was served from here. */
    boolean isFromThePage(Request request) {
        return sameOrigin(request)
                && request.first("sec-fetch-site").orElse("same-origin").equals("same-origin")
                && same(request.first(SECRET_HEADER).orElse(""), pageSecret);
    }

    /** Whether the request was made by a page of this origin, or by no page at all. */
    boolean sameOrigin(Request request) {
        List<String> origins = request.all("origin");
        return origins.isEmpty()
                || (origins.size() == 1
                        && (scheme + "://" + request.first("host").orElse("")).equalsIgnoreCase(origins.getFirst()));
    }

    /** The cookie that lets a browser in after the token was shown once. */
    String sessionCookie() {
        String guarded = cookie + "; HttpOnly; SameSite=Strict; Path=/";
        return scheme.equals("https") ? guarded + "; Secure" : guarded;
    }

    /** Equal, without telling by its duration how far. */
    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** What can be made of the token, and the token not of it. */
    private static String derived(String token, String use) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(("rostrum page " + use).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
