package dev.rostrum.lab.evaluation;

import java.util.List;

/**
 * Recordings of one kind: one folder of them, or one recording of a folder in which each is of its own kind.
 *
 * @param name the folder's, or the folder's and the recording's
 * @param recordings at least one
 */
public record Domain(String name, List<Meeting> recordings) {
    public Domain {
        recordings = List.copyOf(recordings);
        if (recordings.isEmpty()) {
            throw new IllegalArgumentException("no recordings in " + name);
        }
    }
}
