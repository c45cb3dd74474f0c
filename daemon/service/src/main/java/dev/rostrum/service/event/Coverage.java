package dev.rostrum.service.event;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much time a set of turns covers.
 *
 * @param speech samples in which anybody speaks
 * @param overlap samples in which two or more do; what one speaker says twice at a time counts once
 */
record Coverage(long speech, long overlap) {
    /** Sweeps over the turns' edges once. */
    static Coverage of(List<SpeechTurn> turns) {
        TreeMap<Long, Map<SpeakerId, Integer>> steps = new TreeMap<>();
        for (SpeechTurn turn : turns) {
            step(steps, turn.fromSample()).merge(turn.speaker(), 1, Integer::sum);
            step(steps, turn.toSample()).merge(turn.speaker(), -1, Integer::sum);
        }
        Map<SpeakerId, Integer> open = new HashMap<>();
        long speech = 0;
        long overlap = 0;
        long from = 0;
        for (Map.Entry<Long, Map<SpeakerId, Integer>> step : steps.entrySet()) {
            long length = step.getKey() - from;
            speech += open.isEmpty() ? 0 : length;
            overlap += open.size() >= 2 ? length : 0;
            step.getValue().forEach((speaker, turnsMore) -> open.merge(speaker, turnsMore, Integer::sum));
            open.values().removeIf(none -> none == 0);
            from = step.getKey();
        }
        return new Coverage(speech, overlap);
    }

    private static Map<SpeakerId, Integer> step(TreeMap<Long, Map<SpeakerId, Integer>> steps, long at) {
        return steps.computeIfAbsent(at, sample -> new HashMap<>());
    }
}
