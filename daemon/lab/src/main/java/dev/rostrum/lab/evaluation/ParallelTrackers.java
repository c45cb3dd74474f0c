package dev.rostrum.lab.evaluation;

import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.pipeline.EventStage;
import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.diarization.pipeline.Tracking;
import dev.rostrum.diarization.timeline.RevisingTracker;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.analysis.Effort;
import dev.rostrum.service.replay.EmissionLog;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One tracker for each latency, all told the same evidence: the networks run once. */
public final class ParallelTrackers implements EvidenceSink {
    private final SortedMap<Integer, List<TimelineEvent>> events = new TreeMap<>();
    private final List<EvidenceSink> stages = new ArrayList<>();
    private final int sampleRateHz;

    /** Trackers as this build uses them with these networks where so much is spent. */
    ParallelTrackers(Networks networks, List<Integer> latenciesMs, Effort effort) {
        this(networks.tracker(), networks, latenciesMs, effort);
    }

    /** Trackers with other settings, but for the timing. */
    public ParallelTrackers(RevisingTracker.Settings settings, Networks networks, List<Integer> latenciesMs) {
        this(settings, networks, latenciesMs, Effort.FULL);
    }

    private ParallelTrackers(
            RevisingTracker.Settings settings, Networks networks, List<Integer> latenciesMs, Effort effort) {
        int hopSamples = networks.hopSamples() * effort.hopFactor();
        this.sampleRateHz = networks.sampleRate();
        for (int latencyMs : latenciesMs) {
            List<TimelineEvent> emitted = new ArrayList<>();
            events.put(latencyMs, emitted);
            int latencySamples = (int) ((long) latencyMs * sampleRateHz / 1000);
            stages.add(new EventStage(
                    Tracking.newTracker(
                            networks.timed(settings, latencySamples).withTiming(latencySamples, hopSamples),
                            networks.transform()),
                    tracker -> tracker.passOneIn(effort.passOneIn()),
                    emitted::add));
        }
    }

    /** What was emitted, by latency in milliseconds. */
    public SortedMap<Integer, EmissionLog> logs() {
        SortedMap<Integer, EmissionLog> logs = new TreeMap<>();
        events.forEach((latencyMs, emitted) -> logs.put(latencyMs, EmissionLog.of(emitted, sampleRateHz)));
        return logs;
    }

    @Override
    public void accept(WindowEvidence evidence) {
        stages.forEach(stage -> stage.accept(evidence));
    }

    @Override
    public void gap(long fromSample, long toSample) {
        stages.forEach(stage -> stage.gap(fromSample, toSample));
    }

    @Override
    public void finish(long atSample) {
        stages.forEach(stage -> stage.finish(atSample));
    }
}
