package dev.rostrum.diarization.tracking;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.speakers.SpeakerStatistics;

/**
 * A speaker as live labels and revision know it. Immutable.
 *
 * @param id published number
 * @param mean unit mean of the speaker's vectors
 * @param speaker what is known of it as a speaker
 * @param standing whether the revision has found it in the whole meeting's evidence
 */
@SuppressWarnings("ArrayRecordComponent")
record KnownSpeaker(SpeakerId id, double[] mean, SpeakerStatistics speaker, Standing standing) {
    /** How well a speaker is established. */
    enum Standing {
        /** Taken for new by the live labelling, or found with little speech; a later pass decides. */
        NEWCOMER,
        /** Found by clustering the meeting, with enough speech. */
        ESTABLISHED
    }
}
