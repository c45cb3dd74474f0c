package dev.rostrum.daemon.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that all of it can be said at once. Used by one thread. */
final class Problems {
    private final List<String> lines = new ArrayList<>();

    /** Adds one, a sentence that says what is wrong and what would be right. */
    void add(Place place, String text) {
        lines.add(place + ": " + text);
    }

    /** Adds one that belongs to a file as a whole. */
    void add(String file, String text) {
        lines.add(file + ": " + text);
    }

    int count() {
        return lines.size();
    }

    /** @throws ConfigException with all of them, if there is any */
    void throwIfAny() {
        if (!lines.isEmpty()) {
            throw new ConfigException(lines);
        }
    }
}
