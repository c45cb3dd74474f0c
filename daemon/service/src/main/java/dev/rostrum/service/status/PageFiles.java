package dev.rostrum.service.status;

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

    /** Stands in the page for the token where there may be something to say about it. */
    private static final String NOTE_PLACE = "@NOTE@";

    private static final String HTML = "text/html; charset=utf-8";

    private final Map<String, PageFile> files;
    private final PageFile pageToCommand;

    /** One answer. */
    record PageFile(String type, String content) {}

    /**
     * Reads them.
     *
     * @param pageSecret is written into the page of whoever may command
     * @param loginNote is written into the page for the token
     */
    PageFiles(String pageSecret, String loginNote) {
        String page = read("page.html");
        this.pageToCommand = new PageFile(HTML, page.replace(SECRET_PLACE, pageSecret));
        PageFile icon = new PageFile("image/svg+xml", read("icon.svg"));
        this.files = Map.of(
                "/",
                new PageFile(HTML, page.replace(SECRET_PLACE, "")),
                "/login",
                new PageFile(HTML, read("login.html").replace(NOTE_PLACE, loginNote)),
                "/page.css",
                new PageFile("text/css; charset=utf-8", read("page.css")),
                "/page.js",
                script("page.js"),
                "/lanes.js",
                script("lanes.js"),
                "/view.js",
                script("view.js"),
                "/dial.js",
                script("dial.js"),
                "/unit.js",
                script("unit.js"),
                "/icon.svg",
                icon,
                "/favicon.ico",
                icon);
    }

    /** The file at exactly this path, as somebody gets it who may command, or may not. */
    Optional<PageFile> at(String path, boolean mayCommand) {
        return path.equals("/") && mayCommand ? Optional.of(pageToCommand) : Optional.ofNullable(files.get(path));
    }

    /** Whether anybody may have it: what the page for the token is made of. */
    boolean open(String path) {
        return path.equals("/login") || path.equals("/page.css") || path.equals("/icon.svg");
    }

    private static PageFile script(String name) {
        return new PageFile("text/javascript; charset=utf-8", read(name));
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
