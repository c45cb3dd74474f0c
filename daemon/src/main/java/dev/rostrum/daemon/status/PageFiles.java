package dev.rostrum.daemon.status;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The page's few files, read into memory at the start. A path is looked up as it stands among them and never reaches a
 * file system. Immutable.
 */
final class PageFiles {
    /** Stands in the page where the secret belongs that commands have to show. */
    private static final String SECRET_PLACE = "@PAGE-SECRET@";

    private final Map<String, PageFile> files;

    /** One answer. */
    record PageFile(String type, String content) {}

    /** @param pageSecret is written into the page */
    PageFiles(String pageSecret) {
        String page = read("page.html").replace(SECRET_PLACE, pageSecret);
        PageFile icon = new PageFile("image/svg+xml", read("icon.svg"));
        this.files = Map.of(
                "/", new PageFile("text/html; charset=utf-8", page),
                "/login", new PageFile("text/html; charset=utf-8", read("login.html")),
                "/page.css", new PageFile("text/css; charset=utf-8", read("page.css")),
                "/page.js", new PageFile("text/javascript; charset=utf-8", read("page.js")),
                "/lanes.js", new PageFile("text/javascript; charset=utf-8", read("lanes.js")),
                "/icon.svg", icon,
                "/favicon.ico", icon);
    }

    /** The file at exactly this path. */
    Optional<PageFile> at(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** Whether anybody may have it: what the page for the token is made of. */
    boolean open(String path) {
        return path.equals("/login") || path.equals("/page.css") || path.equals("/icon.svg");
    }

    private static String read(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
