package dev.rostrum.lab.study;

import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.diarization.timeline.RevisingTracker;
import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.lab.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.lab.evaluation.EvidenceStore;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.lab.evaluation.ParallelTrackers;
import dev.rostrum.service.replay.EmissionLog;
import dev.rostrum.service.replay.Listening;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * How studies hear that ask the networks once and make many things of what they said.
 *
 * @param settings one latency is enough
 * @param networks loads them, for each thread
 * @param store for what they say
 * @param listening how each recording is heard
 */
public record KeptHearing(
        EvaluationRun.Settings settings,
        Supplier<Networks> networks,
        EvidenceStore store,
        Function<Meeting, Listening> listening,
        EvaluationRun.Progress progress) {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    /** What a study makes of a recording; any thread. */
    @FunctionalInterface
    interface Look {
        /** The events that count for the recording's score, by the latency they were made for. */
        SortedMap<Integer, EmissionLog> at(Recording recording);
    }

    /** One recording, with the networks of the thread that looks at it. */
    record Recording(
            Meeting meeting,
            List<Integer> latenciesMs,
            LongConsumer progressNs,
            Networks networks,
            EvidenceStore store,
            Listening listening) {
        /** What the networks say. */
        RecordedEvidence evidence() {
            return RecordedEvidence.read(store.evidenceOf(meeting.sound(), networks, listening, this::heard));
        }

        /** What they say of channel 0 where something else says who is active. */
        RecordedEvidence evidence(EvidenceStore.Told told) {
            return RecordedEvidence.read(store.evidenceOf(meeting.sound(), networks, told, this::heard));
        }

        /** The tracker as it is for the network that listens. */
        RevisingTracker.Settings shipped() {
            return networks.tracker();
        }

        /** What it makes of evidence. */
        SortedMap<Integer, EmissionLog> tracked(RecordedEvidence heard) {
            return tracked(shipped(), heard);
        }

        /** What another tracker makes of it. */
        SortedMap<Integer, EmissionLog> tracked(RevisingTracker.Settings tracker, RecordedEvidence heard) {
            ParallelTrackers fan = new ParallelTrackers(tracker, networks, latenciesMs);
            heard.tell(fan);
            return fan.logs();
        }

        private void heard(long samples) {
            progressNs.accept(samples * NS_PER_SECOND / networks.sampleRate());
        }
    }

    /** Looks at all recordings, several at a time, and scores what comes of each; by name. */
    List<EvaluatedMeeting> run(List<Meeting> recordings, Look look) throws InterruptedException {
        return new EvaluationRun(settings, () -> new Ears(networks.get(), look), progress).run(recordings);
    }

    /** The tracker as it is for the network that listens. */
    RevisingTracker.Settings shipped() {
        try (Networks own = networks.get()) {
            return own.tracker();
        }
    }

    /** What a study's tables read of the scores. */
    StudyScores scores() {
        return new StudyScores(settings.mainLatencyMs());
    }

    private final class Ears implements EvaluationRun.Ears {
        private final Networks own;
        private final Look look;

        Ears(Networks own, Look look) {
            this.own = own;
            this.look = look;
        }

        @Override
        public SortedMap<Integer, EmissionLog> hear(
                Meeting meeting, List<Integer> latenciesMs, LongConsumer progressNs) {
            return look.at(new Recording(meeting, latenciesMs, progressNs, own, store, listening.apply(meeting)));
        }

        @Override
        public void close() {
            own.close();
        }
    }
}
