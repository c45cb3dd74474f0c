package dev.rostrum.daemon.people;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who agreed to be known.
 *
 * @param name as the building sees it
 * @param consent what the person agreed to, in words
 * @param consentAt when
 * @param recordings what is known of the voice, at least one
 */
public record Person(String name, String consent, Instant consentAt, List<Recording> recordings) {
    private static final int LONGEST_NAME = 80;

    /**
     * One recording of the voice; of the sound itself nothing is kept.
     *
     * @param seconds of speech behind it
     * @param voice of unit length, as {@link OpenSet#voice} makes it; owned by this record, never changed
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Recording(Instant at, double seconds, float[] voice) {}

    public Person {
        recordings = List.copyOf(recordings);
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a name has 1 to " + LONGEST_NAME + " characters");
        }
        if (consent.isBlank() || recordings.isEmpty()) {
            throw new IllegalArgumentException("consent and a recording are needed");
        }
    }

    /** The same with one more recording, under the newer consent. */
    Person with(Person newer) {
        List<Recording> all = new ArrayList<>(recordings);
        all.addAll(newer.recordings);
        return new Person(name, newer.consent, newer.consentAt, all);
    }
}
