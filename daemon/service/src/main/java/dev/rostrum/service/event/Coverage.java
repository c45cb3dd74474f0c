package dev.rostrum.service.event;

import dev.rostrum.diarization.timeline.SpeechTurn;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much time a set of turns covers.
 *
 * @param speech samples in at least one turn
 * @param overlap samples in at least two
 */
record Coverage(long speech, long overlap) {
    /** Sweeps over the turns' edges once. */
    static Coverage of(List<SpeechTurn> turns) {
        TreeMap<Long, Integer> steps = new TreeMap<>();
        for (SpeechTurn turn : turns) {
            steps.merge(turn.fromSample(), 1, Integer::sum);
            steps.merge(turn.toSample(), -1, Integer::sum);
        }
        long speech = 0;
        long overlap = 0;
        long from = 0;
        int active = 0;
        for (Map.Entry<Long, Integer> step : steps.entrySet()) {
            long length = step.getKey() - from;
            speech += active >= 1 ? length : 0;
            overlap += active >= 2 ? length : 0;
            active += step.getValue();
            from = step.getKey();
        }
        return new Coverage(speech, overlap);
    }
}
