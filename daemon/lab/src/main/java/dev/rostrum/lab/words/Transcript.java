package dev.rostrum.lab.words;

import dev.rostrum.lab.words.WordRule.Owner;
import dev.rostrum.service.annotation.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every word of a recording, once, in its place, with its speaker.
 *
 * @param recording its name
 * @param words in the order in which they were recognised
 */
public record Transcript(String recording, List<OwnedWord> words) {
    private static final long PAUSE_NS = 1_000_000_000L;

    public Transcript {
        words = List.copyOf(words);
    }

    /**
     * A word and whose it is.
     *
     * @param owner by the final turns
     * @param live the speaker by the labels as they stood live; none where there were none, or nobody asked
     */
    public record OwnedWord(Word word, Owner owner, Optional<String> live) {}

    /** Consecutive words of one speaker without a pause of a second or more. */
    public record Phrase(String speaker, List<OwnedWord> words) {
        public Phrase {
            words = List.copyOf(words);
        }

        /** From the first word's begin to the last end, in nanoseconds. */
        public Span span() {
            long to = words.stream()
                    .mapToLong(owned -> owned.word().span().to())
                    .max()
                    .orElseThrow();
            return new Span(words.getFirst().word().span().from(), to);
        }

        /** Its words with a space between them. */
        public String text() {
            return String.join(
                    " ", words.stream().map(owned -> owned.word().text()).toList());
        }
    }

    /** Gives every word its speaker. */
    public static Transcript of(WordStream stream, WordRule rule) {
        return new Transcript(
                stream.recording(),
                stream.words().stream()
                        .map(word -> new OwnedWord(word, rule.ownerOf(word), Optional.empty()))
                        .toList());
    }

    /** The same, with what was said live beside it. */
    public static Transcript of(WordStream stream, WordRule rule, Optional<WordRule> live) {
        return new Transcript(
                stream.recording(),
                stream.words().stream()
                        .map(word -> new OwnedWord(
                                word,
                                rule.ownerOf(word),
                                live.map(before -> before.ownerOf(word))
                                        .filter(owner -> owner.probability() > 0)
                                        .map(Owner::speaker)))
                        .toList());
    }

    /** All words, in phrases. */
    public List<Phrase> phrases() {
        List<Phrase> phrases = new ArrayList<>();
        List<OwnedWord> open = new ArrayList<>();
        for (OwnedWord next : words) {
            if (!open.isEmpty() && !goesOn(open.getLast(), next)) {
                phrases.add(new Phrase(open.getFirst().owner().speaker(), open));
                open.clear();
            }
            open.add(next);
        }
        if (!open.isEmpty()) {
            phrases.add(new Phrase(open.getFirst().owner().speaker(), open));
        }
        return phrases;
    }

    /** Words that had another speaker live than in the end. */
    public long corrected() {
        return words.stream()
                .filter(owned -> owned.live()
                        .filter(speaker -> !speaker.equals(owned.owner().speaker()))
                        .isPresent())
                .count();
    }

    /** Words to which their neighbours gave the time that the recogniser left out. */
    public long timeFilled() {
        return words.stream().filter(owned -> owned.word().timeFilled()).count();
    }

    private static boolean goesOn(OwnedWord before, OwnedWord next) {
        return before.owner().speaker().equals(next.owner().speaker())
                && next.word().span().from() - before.word().span().to() < PAUSE_NS;
    }
}
