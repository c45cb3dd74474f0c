package dev.rostrum.lab.study;

import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * When there is sound, by its level alone: frames of 10 ms, with the highs raised as for speech recognition (each
 * sample less .97 of the one before it), are sound where they are a third of the way from the recording's floor (a
 * tenth of its frames are quieter) to its loudest (a twentieth are louder), and 6 dB over the floor at least.
 */
final class SoundEdges {
    private static final int FRAMES_PER_SECOND = 100;
    private static final long FRAME_NS = 1_000_000_000L / FRAMES_PER_SECOND;
    private static final double RAISED = 0.97;
    private static final double FLOOR_SHARE = 0.1;
    private static final double LOUD_SHARE = 0.95;
    private static final double OVER_FLOOR_DB = 6;

    /** Sixteen bits of digital silence. */
    private static final double QUIETEST_DB = -96;

    /** Closures of stops are shorter than this. */
    private static final long PAUSE_NS = 200_000_000L;

    /** Clicks are shorter than this. */
    private static final long SOUND_NS = 50_000_000L;

    private SoundEdges() {}

    /** In nanoseconds; closures and clicks do not count. */
    static Spans of(float[] samples, int rateHz) {
        int step = rateHz / FRAMES_PER_SECOND;
        double[] levels = new double[samples.length / step];
        for (int frame = 0; frame < levels.length; frame++) {
            levels[frame] = levelDb(samples, frame * step, step);
        }
        double[] sorted = levels.clone();
        Arrays.sort(sorted);
        if (sorted.length == 0) {
            return Spans.none();
        }
        double floor = sorted[(int) (FLOOR_SHARE * (sorted.length - 1))];
        double loud = sorted[(int) (LOUD_SHARE * (sorted.length - 1))];
        double limit = floor + Math.max(OVER_FLOOR_DB, (loud - floor) / 3);
        List<Span> sound = new ArrayList<>();
        for (int frame = 0; frame < levels.length; frame++) {
            if (levels[frame] >= limit) {
                sound.add(new Span(frame * FRAME_NS, (frame + 1) * FRAME_NS));
            }
        }
        return withoutBlips(new Spans(sound));
    }

    /** Without pauses under .2 s, then without what lasts less than .05 s. */
    static Spans withoutBlips(Spans sound) {
        List<Span> joined = new ArrayList<>();
        for (Span span : sound.list()) {
            boolean close = !joined.isEmpty() && span.from() - joined.getLast().to() < PAUSE_NS;
            joined.add(close ? new Span(joined.removeLast().from(), span.to()) : span);
        }
        return new Spans(
                joined.stream().filter(span -> span.length() >= SOUND_NS).toList());
    }

    /** Of the frame by itself: a loud sample before it must not make it loud. */
    private static double levelDb(float[] samples, int from, int length) {
        double sum = 0;
        for (int i = from + 1; i < from + length; i++) {
            double raised = samples[i] - RAISED * samples[i - 1];
            sum += raised * raised;
        }
        return Math.max(QUIETEST_DB, 10 * Math.log10(sum / (length - 1)));
    }
}
