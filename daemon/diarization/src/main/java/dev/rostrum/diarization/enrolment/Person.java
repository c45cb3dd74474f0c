package dev.rostrum.diarization.enrolment;

import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.bundle.NetworkFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who agreed to be known.
 *
 * @param name as the building sees it
 * @param consent what the person agreed to, in words
 * @param consentAt when
 * @param recordings what is known of the voice, at least one
 */
public record Person(String name, String consent, Instant consentAt, List<Recording> recordings) {
    /**
     * One recording of the voice; of the sound itself nothing is kept.
     *
     * @param seconds of speech behind it
     * @param network whose vectors the voice is made of, by {@link NetworkFacts#identity}; empty in stores from before
     *     that was kept, when it was always the packaged one
     * @param voice of unit length, as {@link OpenSetIdentification#voice} makes it; owned by this record, never changed
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Recording(Instant at, double seconds, String network, float[] voice) {
        /** Of the packaged network. */
        public Recording(Instant at, double seconds, float[] voice) {
            this(at, seconds, "", voice);
        }

        boolean isOf(NetworkFacts wanted, boolean packaged) {
            return network.isEmpty() ? packaged : network.equals(wanted.identity());
        }
    }

    public Person {
        recordings = List.copyOf(recordings);
        name = NameRule.checked(name);
        check(name, consent);
        if (recordings.isEmpty()) {
            throw new IllegalArgumentException("consent and a recording are needed");
        }
    }

    /** Refuses what is no name and what is no consent. */
    public static void check(String name, String consent) {
        NameRule.checked(name);
        if (consent.isBlank()) {
            throw new IllegalArgumentException("consent and a recording are needed");
        }
    }

    /**
     * The same with what the network of this bundle can compare; nothing where all recordings are of others: vectors of
     * two networks have nothing in common.
     */
    public Optional<Person> heardBy(ModelBundle bundle) {
        NetworkFacts network = bundle.manifest().network("embedding");
        boolean packaged = bundle.isPackaged(network);
        List<Recording> own = recordings.stream()
                .filter(recording -> recording.isOf(network, packaged))
                .toList();
        return own.isEmpty() ? Optional.empty() : Optional.of(new Person(name, consent, consentAt, own));
    }

    /** The same with one more recording, under the newer consent. */
    public Person with(Person newer) {
        List<Recording> all = new ArrayList<>(recordings);
        all.addAll(newer.recordings);
        return new Person(name, newer.consent, newer.consentAt, all);
    }
}
