package dev.rostrum.lab.words;

import java.util.List;

/**
 * What a recogniser heard of one recording.
 *
 * @param recording its name: the file's where the file does not say
 * @param words by the time at which they begin
 */
public record WordStream(String recording, List<Word> words) {
    public WordStream {
        words = List.copyOf(words);
    }
}
