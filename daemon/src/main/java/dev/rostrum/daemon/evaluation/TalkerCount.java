package dev.rostrum.daemon.evaluation;

/**
 * Whether the right talkers were found, by the mapping of the score: those who speak for at least
 * {@link #LEAST_SPEECH_NS} in the reference should each be matched, and nobody else should be found.
 *
 * @param files how many recordings stand behind it
 * @param exactFiles in how many of them there is no error
 * @param reference talkers with at least that much speech
 * @param found talkers in the hypothesis, however little they speak
 * @param unmatchedReference of the reference's those whom nobody found
 * @param unmatchedFound of the found those who match nobody, not even one who speaks less
 * @param rawError differences between the numbers of talkers in a recording, without sign
 * @param durationNs scored time
 */
public record TalkerCount(
        int files,
        int exactFiles,
        int reference,
        int found,
        int unmatchedReference,
        int unmatchedFound,
        int rawError,
        long durationNs) {
    /** Speech that makes a talker of the reference count. */
    public static final long LEAST_SPEECH_NS = 2_000_000_000L;

    private static final double NS_PER_HOUR = 3.6e12;

    /** No recording. */
    public static TalkerCount none() {
        return new TalkerCount(0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** Of one recording, cut to what is scored. */
    public static TalkerCount of(Annotation reference, Annotation hypothesis, TalkerMapping mapping, long durationNs) {
        int due = 0;
        int missed = 0;
        for (String talker : reference.talkers()) {
            if (reference.of(talker).length() >= LEAST_SPEECH_NS) {
                due++;
                missed += mapping.foundOf(talker).isPresent() ? 0 : 1;
            }
        }
        int found = hypothesis.talkers().size();
        int strangers = found - mapping.trueOfFound().size();
        int exact = missed + strangers == 0 ? 1 : 0;
        return new TalkerCount(1, exact, due, found, missed, strangers, Math.abs(due - found), durationNs);
    }

    /** Both together. */
    public TalkerCount plus(TalkerCount other) {
        return new TalkerCount(
                files + other.files,
                exactFiles + other.exactFiles,
                reference + other.reference,
                found + other.found,
                unmatchedReference + other.unmatchedReference,
                unmatchedFound + other.unmatchedFound,
                rawError + other.rawError,
                durationNs + other.durationNs);
    }

    /** Talkers missed and talkers invented. */
    public int error() {
        return unmatchedReference + unmatchedFound;
    }

    /** Errors a recording. */
    public double meanError() {
        return files == 0 ? 0 : (double) error() / files;
    }

    /** Talkers invented in an hour of scored time. */
    public double falseTalkersPerHour() {
        return durationNs == 0 ? 0 : unmatchedFound * NS_PER_HOUR / durationNs;
    }
}
