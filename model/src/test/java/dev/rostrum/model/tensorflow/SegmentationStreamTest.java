package dev.rostrum.model.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.model.bundle.SegmentationFacts;
import dev.rostrum.model.segmentation.HeardSound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With a network that answers to every frame where in the stream it begins: so each answer tells whether it lies right. */
class SegmentationStreamTest {
    private static final int RATE = 16_000;
    private static final int STEP = 270;
    private static final int WINDOW = 160_000;
    private static final int HOP = 8_000;
    private static final SegmentationFacts FACTS =
            new SegmentationFacts(WINDOW, RATE, STEP, 495, 991, HOP, 1, List.of(List.of(), List.of(0)));

    private final Places network = new Places();
    private final SegmentationStream stream = new SegmentationStream(network, FACTS, RATE);
    private final float[] sound = new float[60 * RATE];

    @Test
    void shouldPutEveryAnswerWhereItsFrameLies() {
        stream.logProbabilities(window(WINDOW), FACTS.frames(WINDOW));
        for (int end = WINDOW + HOP; end <= sound.length; end += HOP) {
            SegmentationStream.Window found = stream.next(window(end)).orElseThrow();

            assertThat(found.frames()).isEqualTo(FACTS.frames(WINDOW));
            assertThat(found.logProbabilities()).hasSize(2 * found.frames());
            for (int frame = 0; frame < found.frames(); frame++) {
                assertThat((double) found.logProbabilities()[2 * frame])
                        .isEqualTo((double) (found.firstSample() + (long) frame * STEP) / STEP);
            }
            long newest = found.firstSample() + (long) (found.frames() - 1) * STEP + 991;
            assertThat(newest).isBetween((long) end - STEP + 1, (long) end);
        }
    }

    @Test
    void shouldHearNoMoreThanTheLookAheadAgain() {
        stream.logProbabilities(window(WINDOW), FACTS.frames(WINDOW));
        network.asked.clear();
        for (int end = WINDOW + HOP; end <= WINDOW + 10 * HOP; end += HOP) {
            stream.next(window(end));
        }
        // 2 s and what is new, in frames
        assertThat(network.asked).hasSize(10).allMatch(frames -> frames >= 147 && frames <= 149);
    }

    @Test
    void shouldGrowWithAYoungStretch() {
        stream.logProbabilities(window(3 * RATE), FACTS.frames(3 * RATE));

        assertThat(stream.next(window(4 * RATE)).orElseThrow().frames()).isEqualTo(FACTS.frames(4 * RATE));
        assertThat(stream.next(window(4 * RATE)).orElseThrow().firstSample()).isZero();
    }

    @Test
    void shouldNotGoOnFromWhatDoesNotReachTheWindow() {
        assertThat(stream.next(window(WINDOW))).isEqualTo(Optional.empty());
        stream.logProbabilities(window(WINDOW), FACTS.frames(WINDOW));
        assertThat(stream.next(window(WINDOW + 9 * RATE))).as("a jump").isEmpty();
        assertThat(stream.next(window(WINDOW - HOP))).as("backwards").isEmpty();
        assertThat(stream.next(window(WINDOW + 5))).as("between two answers").isEmpty();
        assertThat(stream.next(window(WINDOW + HOP))).isPresent();
    }

    @Test
    void shouldNotGoOnFromAWindowThatFailed() {
        stream.logProbabilities(window(WINDOW), FACTS.frames(WINDOW));
        network.fails = true;
        try {
            stream.next(window(WINDOW + HOP));
        } catch (IllegalStateException expected) {
            network.fails = false;
        }
        assertThat(network.fails).isFalse();
        assertThat(stream.next(window(WINDOW + 2 * HOP))).isEmpty();
    }

    private HeardSound window(int end) {
        int first = Math.max(0, end - WINDOW);
        return new HeardSound(first, sound, first, end - first, 1);
    }

    private static final class Places implements SegmentationStream.Resuming {
        private final List<Integer> asked = new ArrayList<>();
        private long kept;
        private boolean fails;

        @Override
        public int strideSamples() {
            return 10;
        }

        @Override
        public float[] logProbabilities(HeardSound window, int frames, int keepAt) {
            kept = window.firstSample() + (long) keepAt * STEP;
            return places(window.firstSample(), frames);
        }

        @Override
        public float[] newest(HeardSound window, int fromSample, int frames, int keepAt) {
            if (fails) {
                throw new IllegalStateException("out of memory");
            }
            long first = window.firstSample() + fromSample;
            assertThat(first).as("goes on where it kept").isEqualTo(kept);
            kept = first + (long) keepAt * STEP;
            asked.add(frames);
            return places(first, frames);
        }

        private static float[] places(long firstSample, int frames) {
            float[] out = new float[2 * frames];
            for (int frame = 0; frame < frames; frame++) {
                out[2 * frame] = (float) ((double) (firstSample + (long) frame * STEP) / STEP);
            }
            return out;
        }
    }
}
