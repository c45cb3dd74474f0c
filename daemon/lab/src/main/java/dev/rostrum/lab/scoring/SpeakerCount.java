package dev.rostrum.lab.scoring;

import dev.rostrum.service.annotation.Annotation;

/**
 * Whether the right speakers were found, by the mapping of the score: those who speak for at least
 * {@link #LEAST_SPEECH_NS} in the reference should each be matched, and nobody else should be found.
 *
 * @param files how many recordings stand behind it
 * @param exactFiles in how many of them there is no error
 * @param reference speakers with at least that much speech
 * @param found speakers in the hypothesis, however little they speak
 * @param unmatchedReference of the reference's those whom nobody found
 * @param unmatchedFound of the found those who match nobody, not even one who speaks less
 * @param rawError differences between the numbers of speakers in a recording, without sign
 * @param durationNs scored time
 */
public record SpeakerCount(
        int files,
        int exactFiles,
        int reference,
        int found,
        int unmatchedReference,
        int unmatchedFound,
        int rawError,
        long durationNs) {
    /** Speech that makes a speaker of the reference count. */
    public static final long LEAST_SPEECH_NS = 2_000_000_000L;

    private static final double NS_PER_HOUR = 3.6e12;

    /** No recording. */
    public static SpeakerCount none() {
        return new SpeakerCount(0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** Of one recording, cut to what is scored. */
    public static SpeakerCount of(
            Annotation reference, Annotation hypothesis, SpeakerMapping mapping, long durationNs) {
        int due = 0;
        int missed = 0;
        for (String speaker : reference.speakers()) {
            if (reference.of(speaker).length() >= LEAST_SPEECH_NS) {
                due++;
                missed += mapping.foundOf(speaker).isPresent() ? 0 : 1;
            }
        }
        int found = hypothesis.speakers().size();
        int strangers = found - mapping.trueOfFound().size();
        int exact = missed + strangers == 0 ? 1 : 0;
        return new SpeakerCount(1, exact, due, found, missed, strangers, Math.abs(due - found), durationNs);
    }

    /** Both together. */
    public SpeakerCount plus(SpeakerCount other) {
        return new SpeakerCount(
                files + other.files,
                exactFiles + other.exactFiles,
                reference + other.reference,
                found + other.found,
                unmatchedReference + other.unmatchedReference,
                unmatchedFound + other.unmatchedFound,
                rawError + other.rawError,
                durationNs + other.durationNs);
    }

    /** Speakers missed and speakers invented. */
    public int error() {
        return unmatchedReference + unmatchedFound;
    }

    /** Errors a recording. */
    public double meanError() {
        return files == 0 ? 0 : (double) error() / files;
    }

    /** Speakers invented in an hour of scored time. */
    public double falseSpeakersPerHour() {
        return durationNs == 0 ? 0 : unmatchedFound * NS_PER_HOUR / durationNs;
    }
}
