package dev.rostrum.diarization.tracking.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.diarization.frontend.DirectionFrame;
import dev.rostrum.diarization.tracking.frame.FrameDirections;
import dev.rostrum.diarization.tracking.frame.FrameLabels;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Directions help where they tell speakers apart, and say nothing where they do not. */
public final class DirectionLikelihoodTest {
    private static final double FRAMES_PER_SECOND = 60;
    private static final int FRAMES = 7_200;
    private static final int[] BOTH = {0, 1};

    private final DirectionLikelihood evidence =
            new DirectionLikelihood(DirectionLikelihood.Settings.defaults(), FRAMES_PER_SECOND);

    @Test
    void shouldFavourTheVoiceThatSitsThere() {
        DirectionPriors priors = learn(i -> voiceOf(i) == 0 ? 40 : 200);

        double[] there = votesAfter(priors, 200);
        double[] nowhere = votesAfter(priors, 120);

        // nobody is likelier from anywhere than once, or less likely than by the share of speech from anywhere
        DirectionLikelihood.Settings settings = DirectionLikelihood.Settings.defaults();
        double most = DirectionHistogram.BINS / settings.uniformShare();
        assertThat(there[1] / there[0]).isGreaterThan(20).isLessThan(Math.pow(most, settings.exponent()));
        assertThat(nowhere[1] / nowhere[0]).isCloseTo(1, within(0.9));
    }

    @Test
    void shouldSayNothingOfVoicesFromOneLoudspeaker() {
        double[] votes = votesAfter(learn(i -> 75), 75);

        assertThat(votes[1] / votes[0]).isCloseTo(1, within(0.2));
    }

    @Test
    void shouldSayNothingOfSpeakersWhoWalk() {
        double[] votes = votesAfter(learn(i -> (int) (i * 3.1 + 180 * voiceOf(i)) % 360), 75);

        assertThat(votes[1] / votes[0]).isBetween(0.25, 4.0);
    }

    @Test
    void shouldSayNothingBetweenSpeakersWhoChangedSeats() {
        double[] votes = votesAfter(learn(i -> (voiceOf(i) == 0) == (i < FRAMES / 2) ? 40 : 200), 200);

        assertThat(votes[1] / votes[0]).isCloseTo(1, within(0.2));
    }

    @Test
    void shouldLeaveVotesAloneWithoutDirections() {
        FrameLabels labels = labels();
        FrameDirections none = FrameDirections.none(0, FRAMES);
        DirectionPriors priors = evidence.learn(labels, none, 2);
        double[][] votes = {{0.4, 0.6}};

        evidence.weigh(FrameDirections.none(0, 1), priors, BOTH, votes);

        assertThat(votes[0]).containsExactly(0.4, 0.6);
    }

    /** The voices take turns of five seconds. */
    private static int voiceOf(int frame) {
        return frame / 300 % 2;
    }

    private static FrameLabels labels() {
        FrameLabels labels = new FrameLabels(0, FRAMES);
        for (int i = 0; i < FRAMES; i++) {
            labels.set(i, voiceOf(i), FrameLabels.NONE, 0.95f);
        }
        return labels;
    }

    private DirectionPriors learn(IntUnaryOperator azimuth) {
        return evidence.learn(labels(), directions(0, FRAMES, azimuth), 2);
    }

    private double[] votesAfter(DirectionPriors priors, int azimuth) {
        double[][] votes = {{0.5, 0.5}};
        evidence.weigh(directions(FRAMES / 2, 1, i -> azimuth), priors, BOTH, votes);
        return votes[0];
    }

    /** One direction in each frame. */
    public static FrameDirections directions(long firstFrame, int frames, IntUnaryOperator azimuth) {
        byte[] counts = new byte[frames];
        Arrays.fill(counts, (byte) 1);
        float[] azimuths = new float[frames * DirectionFrame.MOST];
        float[] strengths = new float[frames * DirectionFrame.MOST];
        for (int i = 0; i < frames; i++) {
            azimuths[i * DirectionFrame.MOST] = azimuth.applyAsInt(i);
            strengths[i * DirectionFrame.MOST] = 0.5f;
        }
        return new FrameDirections(firstFrame, counts, azimuths, strengths);
    }
}
