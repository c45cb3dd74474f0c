package dev.rostrum.diarization.tracking.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.diarization.speakers.SpeakerClustering;
import dev.rostrum.diarization.speakers.SpeakerModel;
import dev.rostrum.diarization.speakers.SpeakerStatistics;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectionFactorTest {
    private static final double NATS = 10;
    private static final SpeakerModel MODEL = SpeakerModel.flat(24, 0.06);

    @Test
    void shouldSpeakForOneSpeakerInOneSeatAndForTwoInTwoSeats() {
        DirectionFactor evidence = new DirectionFactor(seats(3, 3, 40, -1), NATS);

        assertThat(evidence.logRatio(0, 1)).isCloseTo(NATS, within(1e-9));
        assertThat(evidence.logRatio(0, 2)).isCloseTo(-NATS, within(1e-6));
        assertThat(evidence.logRatio(0, 3)).isZero();
    }

    @Test
    void shouldTakeTwoMannersFromOneSeatForOneSpeakerButNotFromTwoSeats() {
        List<SpeakerStatistics> manners = List.of(manner(2.9), manner(-2.9));
        assertThat(Math.abs(MODEL.logRatio(manners.getFirst(), manners.getLast())))
                .isLessThan(NATS);

        assertThat(speakers(manners, seats(3, 3))).isEqualTo(1);
        assertThat(speakers(manners, seats(3, 40))).isEqualTo(2);
    }

    @Test
    void shouldKnowTheSeatsOfBothOnceTheyAreOne() {
        DirectionFactor evidence = new DirectionFactor(seats(3, 40, 40), NATS);

        evidence.join(0, 1);

        // half of what is heard of the joined comes from the third's seat: Bhattacharyya's coefficient is the root of
        // .5
        assertThat(evidence.logRatio(0, 2)).isCloseTo(NATS * (2 * Math.sqrt(0.5) - 1), within(1e-6));
    }

    private static long speakers(List<SpeakerStatistics> manners, double[][] seats) {
        int[] found = new SpeakerClustering(MODEL, manners, new DirectionFactor(seats, NATS)).joined(1, 20);
        return Arrays.stream(found).distinct().count();
    }

    private static SpeakerStatistics manner(double aside) {
        double[] mean = new double[MODEL.dimensions()];
        mean[0] = aside;
        return new SpeakerStatistics(10, 0, mean);
    }

    /** One direction each, -1 for none. */
    private static double[][] seats(int... bins) {
        double[][] seats = new double[bins.length][DirectionHistogram.BINS];
        for (int i = 0; i < bins.length; i++) {
            if (bins[i] >= 0) {
                seats[i][bins[i]] = 5;
            }
        }
        return seats;
    }
}
