package dev.rostrum.diarization.tracking;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.speakers.SpeakerStatistics;
import dev.rostrum.diarization.tracking.direction.DirectionPriors;
import dev.rostrum.diarization.tracking.embedding.WeightedEmbedding;
import dev.rostrum.diarization.tracking.frame.FrameLabels;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What one pass of the revision found.
 *
 * @param idsBefore highest number given when it began
 * @param labels who speaks in each frame of the horizon; speakers index {@code speakers}
 * @param speakers the speakers found, in the order in which they are first heard
 * @param owners the entries of the pass to the speakers they belong to
 * @param priors from where the speakers use to speak
 */
record RevisedMeeting(
        int idsBefore,
        FrameLabels labels,
        List<FoundSpeaker> speakers,
        IdentityHashMap<WeightedEmbedding, Integer> owners,
        DirectionPriors priors) {
    /**
     * A speaker that the pass found.
     *
     * @param known the published number whose evidence it took over, none for a newcomer
     * @param mean unit mean of its vectors
     * @param speaker what is known of it as a speaker
     * @param prior its index in the priors
     * @param frames frames of the horizon in which it speaks
     */
    @SuppressWarnings("ArrayRecordComponent")
    record FoundSpeaker(Optional<SpeakerId> known, double[] mean, SpeakerStatistics speaker, int prior, int frames) {}
}
