package dev.rostrum.service.people;

import dev.rostrum.diarization.enrolment.OpenSetIdentification;
import dev.rostrum.diarization.enrolment.Person;
import dev.rostrum.diarization.enrolment.SoloPieces;
import dev.rostrum.diarization.evidence.WindowEvidence;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Learns the voice of somebody who agreed to it from recordings or, once asked, from what a running daemon hears
 * anyway. One live enrolment at a time; it waits for sound, so while the room is muted it goes no further. Heard on the
 * analysis thread, which only collects; asked and stored on any other.
 */
public final class Enrolment {
    /** What the threshold was fitted with. */
    private static final double LEAST_SECONDS = 9;
    /** An enrolment that nobody asks for so long after its time may be replaced. */
    private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(30);

    private final PeopleStore store;
    private final OpenSetIdentification openSet;
    private final String network;
    private @Nullable Live live;

    /** How an enrolment stands. */
    public sealed interface Outcome {
        /** Nobody is being enrolled. */
        record None() implements Outcome {}

        /** Still listening, or somebody else is being enrolled. */
        record Listening() implements Outcome {}

        /** Stored. */
        record Enrolled(double seconds) implements Outcome {}

        /** Not enough was heard. */
        record TooLittle(String explanation) implements Outcome {}
    }

    private static final class Live {
        private final String name;
        private final String consent;
        private final long samples;
        private final Instant givenUpAt;
        private final SoloPieces pieces = new SoloPieces();
        private long fromSample = -1;
        private boolean complete;

        private Live(String name, String consent, long samples, Instant givenUpAt) {
            this.name = name;
            this.consent = consent;
            this.samples = samples;
            this.givenUpAt = givenUpAt;
        }
    }

    /** @param network {@code NetworkFacts.identity} of whose vectors are heard */
    public Enrolment(PeopleStore store, OpenSetIdentification openSet, String network) {
        this.store = store;
        this.openSet = openSet;
        this.network = network;
    }

    /**
     * Begins to collect with the next sound.
     *
     * @param samples how much sound to listen to
     * @return false where another enrolment is under way
     * @throws IllegalArgumentException if the name or the consent is none
     */
    public synchronized boolean begin(Wanted wanted, long samples, Instant now) {
        Person.check(wanted.name(), wanted.consent());
        if (live != null && now.isBefore(live.givenUpAt)) {
            return false;
        }
        live = new Live(
                wanted.name(),
                wanted.consent(),
                samples,
                now.plus(wanted.howLong().multipliedBy(2)).plus(GIVEN_UP_AFTER));
        return true;
    }

    /** Who is to be enrolled, what they agreed to, and for how long they speak. */
    public record Wanted(String name, String consent, Duration howLong) {}

    /** What was heard of the room. */
    public synchronized void hear(WindowEvidence evidence) {
        Live current = live;
        if (current == null || current.complete) {
            return;
        }
        if (current.fromSample < 0) {
            // what was said before anybody agreed to be heard is none of its business
            current.fromSample = evidence.endSample();
            return;
        }
        long from = current.fromSample;
        current.pieces.accept(new WindowEvidence(
                evidence.endSample(),
                evidence.posteriors(),
                evidence.locals(),
                evidence.pieces().stream()
                        .filter(piece -> piece.fromSample() >= from)
                        .toList()));
        current.complete = evidence.endSample() - from >= current.samples;
    }

    /**
     * How the enrolment of {@code name} stands. One that has heard all is stored and over.
     *
     * @throws IOException if it cannot be stored
     */
    public synchronized Outcome outcome(String name, Instant now) throws IOException {
        Live current = live;
        if (current == null || !current.name.equals(name)) {
            return new Outcome.None();
        }
        if (!current.complete) {
            return new Outcome.Listening();
        }
        live = null;
        Optional<String> tooLittle = store(current.name, current.consent, current.pieces, now);
        return tooLittle.isPresent()
                ? new Outcome.TooLittle(tooLittle.get())
                : new Outcome.Enrolled(current.pieces.seconds());
    }

    /**
     * Stores a voice.
     *
     * @return why not, where too little of it was heard
     * @throws IOException if it cannot be stored
     */
    public Optional<String> store(String name, String consent, SoloPieces pieces, Instant now) throws IOException {
        if (pieces.seconds() < LEAST_SECONDS) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "only %.1f s of one voice alone were heard, %.0f s are needed",
                    pieces.seconds(),
                    LEAST_SECONDS));
        }
        float[] voice = openSet.voice(pieces.vectors());
        store.enrol(
                new Person(name, consent, now, List.of(new Person.Recording(now, pieces.seconds(), network, voice))));
        return Optional.empty();
    }
}
