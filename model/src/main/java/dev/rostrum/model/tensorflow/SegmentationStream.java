package dev.rostrum.model.tensorflow;

import dev.rostrum.model.bundle.SegmentationFacts;
import dev.rostrum.model.segmentation.HeardSound;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hears a stream without hearing every frame again in every window. The forward direction of the recurrent layers goes on
 * from what it knew; the backward direction begins at the newest frame, as in a window, and goes back over the last
 * {@link #LOOK_AHEAD_SECONDS} that were there already: what lies further back keeps its answer. Mean, level and moments
 * that the network's norms take out are those of the last window that was heard whole. One caller at a time.
 *
 * <p>Frames stay on the grid of that window, so the local speakers are the same ones until the next.
 */
final class SegmentationStream implements TensorFlowSegmentation.Computation {
    /** Sound behind a frame after which its answer stands; see docs/reports/benchmark.md for what less costs. */
    private static final double LOOK_AHEAD_SECONDS = 2;

    /** What goes on from the window before. */
    interface Resuming {
        /** Windows that follow each other begin a multiple of so many samples apart. */
        int strideSamples();

        /** Of a whole window. What is known before frame {@code keepAt} is kept. */
        float[] logProbabilities(HeardSound sound, int frames, int keepAt);

        /**
         * Of the newest {@code frames} of a window, the first of which was the {@code keepAt} of the run before.
         *
         * @param fromSample where it begins in the window
         * @param keepAt from which of them the next run is to go on
         */
        float[] newest(HeardSound sound, int fromSample, int frames, int keepAt);
    }

    /**
     * What is known of the newest window.
     *
     * @param firstSample stream position at which frame 0 begins
     * @param logProbabilities {@code [frames][classes]}; not to be changed
     * @param settled how many of them are not computed again
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Window(long firstSample, float[] logProbabilities, int frames, int settled) {
        int classes() {
            return logProbabilities.length / frames;
        }
    }

    private final Resuming network;
    private final SegmentationFacts facts;
    private final int lookAhead;
    private @Nullable Window last;

    SegmentationStream(Resuming network, SegmentationFacts facts, int sampleRate) {
        this.network = network;
        this.facts = facts;
        lookAhead = (int) Math.round(LOOK_AHEAD_SECONDS * sampleRate / facts.stepSamples());
    }

    /** Hears a window whole: the stream begins, or begins anew. */
    @Override
    public float[] logProbabilities(HeardSound sound, int frames) {
        last = null;
        int settled = settled(frames);
        float[] answer = network.logProbabilities(sound, frames, settled);
        last = new Window(sound.firstSample(), answer, frames, settled);
        return answer;
    }

    @Override
    public Optional<Window> next(HeardSound sound) {
        Window before = last;
        if (before == null || (sound.firstSample() - before.firstSample()) % network.strideSamples() != 0) {
            return Optional.empty();
        }
        long fromSample = before.firstSample() + (long) before.settled() * facts.stepSamples();
        int frames = facts.frames(Math.toIntExact(sound.firstSample() + sound.length() - before.firstSample()));
        if (fromSample < sound.firstSample() || frames < before.frames()) {
            return Optional.empty();
        }
        last = null;
        int settled = settled(frames);
        float[] newest = network.newest(
                sound, (int) (fromSample - sound.firstSample()), frames - before.settled(), settled - before.settled());
        last = joined(before, newest, frames, settled);
        return Optional.of(last);
    }

    /** The settled frames of {@code before} and the newest, no more than make a window. */
    private Window joined(Window before, float[] newest, int frames, int settled) {
        int drop = Math.max(0, frames - facts.frames(facts.windowSamples()));
        int classes = before.classes();
        int kept = (before.settled() - drop) * classes;
        float[] both =
                Arrays.copyOfRange(before.logProbabilities(), drop * classes, drop * classes + kept + newest.length);
        System.arraycopy(newest, 0, both, kept, newest.length);
        return new Window(
                before.firstSample() + (long) drop * facts.stepSamples(), both, frames - drop, settled - drop);
    }

    private int settled(int frames) {
        return Math.max(0, frames - lookAhead);
    }
}
