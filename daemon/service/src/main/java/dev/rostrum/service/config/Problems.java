package dev.rostrum.service.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects what is wrong, so that all of it can be said at once. Used by one thread. */
final class Problems {
    private final Map<String, TreeMap<Spot, List<String>>> files = new LinkedHashMap<>();
    private int count;

    /** Where in a file; a file as a whole comes first. */
    private record Spot(int line, int column) implements Comparable<Spot> {
        @Override
        public int compareTo(Spot other) {
            return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
        }
    }

    /** Adds one, a sentence that says what is wrong and what would be right. */
    void add(Place place, String text) {
        add(place.file(), new Spot(place.line(), place.column()), place + ": " + text);
    }

    /** Adds one that belongs to a file as a whole. */
    void add(String file, String text) {
        add(file, new Spot(0, 0), file + ": " + text);
    }

    private void add(String file, Spot spot, String line) {
        files.computeIfAbsent(file, name -> new TreeMap<>())
                .computeIfAbsent(spot, at -> new ArrayList<>())
                .add(line);
        count++;
    }

    int count() {
        return count;
    }

    /** @throws ConfigException with all of them, file after file, from top to bottom, if there is any */
    void throwIfAny() {
        if (count > 0) {
            throw new ConfigException(files.values().stream()
                    .flatMap(spots -> spots.values().stream())
                    .flatMap(List::stream)
                    .toList());
        }
    }
}
