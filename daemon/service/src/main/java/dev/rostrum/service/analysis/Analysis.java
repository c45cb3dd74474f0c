package dev.rostrum.service.analysis;

import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.pipeline.ListeningPipeline;
import dev.rostrum.diarization.timeline.MeetingTracker;
import java.util.function.Function;

/**
 * What is made of the sound.
 *
 * @param sampleRate of everything behind the front end
 * @param path makes the path, given who takes its evidence
 * @param tracker makes events of that
 * @param ladder when less is spent on it, so that it keeps up with a microphone
 */
public record Analysis(
        int sampleRate,
        Function<EvidenceSink, ListeningPipeline> path,
        MeetingTracker tracker,
        LoadLadder.Settings ladder) {
    /** With the usual ladder. */
    public Analysis(int sampleRate, Function<EvidenceSink, ListeningPipeline> path, MeetingTracker tracker) {
        this(sampleRate, path, tracker, LoadLadder.Settings.defaults());
    }
}
