package dev.rostrum.lab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.diarization.tracking.SyntheticMeeting;
import dev.rostrum.lab.scoring.DiarizationScore;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.HeardSound;
import dev.rostrum.model.segmentation.SegmentationNetwork;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Other ways of labelling, on meetings of which the truth is known. */
class YardsticksTest {
    private static final int RATE = SyntheticMeeting.SECOND;
    private static final long SECOND_NS = 1_000_000_000L;

    /** Shape of the packaged network; never asked. */
    private static final class Shape implements SegmentationNetwork {
        @Override
        public FrameGrid grid() {
            return new FrameGrid(RATE, 495, 270);
        }

        @Override
        public int windowSamples() {
            return 10 * RATE;
        }

        @Override
        public int shortestWindowSamples() {
            return RATE;
        }

        @Override
        public SpeakerPosteriors follow(HeardSound next) {
            return segment(next);
        }

        @Override
        public SpeakerPosteriors segment(long firstSample, float[] samples, int offset, int length) {
            throw new AssertionError("asked");
        }
    }

    @Test
    void shouldTellWhoIsActiveInEachFrame() {
        SyntheticMeeting meeting = new SyntheticMeeting(1)
                .talk(0, 1, 6)
                .talk(1, 4, 9)
                .talk(2, 8.5, 12)
                .talk(0, 11, 14);
        TrueSegmentation told = new TrueSegmentation(new Shape(), truth(meeting));

        for (int length : new int[] {RATE, 5 * RATE + 77, 10 * RATE}) {
            for (long first = 0; first < 14 * RATE; first += 7919) {
                holdTrue(meeting, told.segment(first, new float[0], 0, length), length);
            }
        }
    }

    private static void holdTrue(SyntheticMeeting meeting, SpeakerPosteriors window, int length) {
        // as many frames as the packaged network gives: 589 for 10 s
        assertThat(window.frames()).isEqualTo((length - 991) / 270 + 1);
        Set<Integer> columns = new HashSet<>();
        for (int frame = 0; frame < window.frames(); frame++) {
            int speakers = meeting.speakersAt(window.firstSample() + 495 + 270L * frame)
                    .size();
            assertThat(Integer.bitCount(window.hardMask(frame))).isEqualTo(speakers);
            assertThat(window.speech(frame)).isEqualTo(speakers > 0 ? 1 : 0);
            assertThat(window.overlap(frame)).isEqualTo(speakers > 1 ? 1 : 0);
            for (int local = 0; local < window.localSpeakers(); local++) {
                boolean on = (window.hardMask(frame) >> local & 1) == 1;
                assertThat(window.active(frame, local)).isEqualTo(on ? 1 : 0);
                if (on && columns.add(local)) {
                    assertThat(local).as("numbered by first sound").isEqualTo(columns.size() - 1);
                }
            }
        }
    }

    @Test
    void shouldKeepALocalSpeakerToOneSpeaker() {
        SyntheticMeeting meeting =
                new SyntheticMeeting(2).talk(1, 0, 3).talk(0, 4, 6).talk(1, 7, 9);
        TrueSegmentation told = new TrueSegmentation(new Shape(), truth(meeting));

        SpeakerPosteriors window = told.segment(0, new float[0], 0, 10 * RATE);

        assertThat(window.hardMask(frameAt(1)))
                .isEqualTo(window.hardMask(frameAt(8)))
                .isEqualTo(1);
        assertThat(window.hardMask(frameAt(5))).isEqualTo(2);
    }

    @Test
    void shouldGiveRightNamesWhateverTheVoices() {
        // two speakers of one voice: no clustering can part them
        SyntheticMeeting meeting = new SyntheticMeeting(3)
                .alike(1, 0, 1)
                .rounds(2, 4, 1, 4, 0.7)
                .talk(0, 45, 52)
                .talk(1, 48, 55);
        Annotation truth = truth(meeting);

        Annotation named = PerfectNames.labels(meeting.windows(), truth);
        Annotation recipe = WholeFileRecipe.labels(meeting.windows());

        assertThat(named.speakers()).isEqualTo(truth.speakers());
        assertThat(der(truth, named)).isLessThan(0.02);
        assertThat(der(truth, recipe)).isGreaterThan(0.3);
    }

    @Test
    void shouldNotNameWhoNeverSpeaks() {
        SyntheticMeeting meeting =
                new SyntheticMeeting(4).talk(0, 1, 9).talk(1, 12, 20).until(24);
        Annotation half = truth(meeting).within(Spans.of(0, 10 * SECOND_NS));

        Annotation named = PerfectNames.labels(meeting.windows(), half);

        assertThat(named.speakers()).hasSize(2).contains("0");
        assertThat(named.of("nobody").length() / 1e9).isCloseTo(8, within(0.2));
    }

    @Test
    void shouldClusterAWholeFile() {
        SyntheticMeeting meeting = new SyntheticMeeting(5)
                .rounds(4, 3, 1, 4, 0.7)
                .talk(0, 60, 68)
                .talk(1, 64, 72)
                .until(75);

        Annotation labels = WholeFileRecipe.labels(meeting.windows());

        assertThat(labels.speakers()).hasSize(4);
        assertThat(der(truth(meeting), labels)).isLessThan(0.05);
    }

    @Test
    void shouldFindNobodyWhereNobodySpeaks() {
        SyntheticMeeting silence = new SyntheticMeeting(6).until(30);

        assertThat(WholeFileRecipe.labels(silence.windows())).isEqualTo(Annotation.empty());
        assertThat(PerfectNames.labels(silence.windows(), Annotation.empty())).isEqualTo(Annotation.empty());
        assertThat(WholeFileRecipe.labels(List.of())).isEqualTo(Annotation.empty());
    }

    private static int frameAt(double seconds) {
        return (int) ((seconds * RATE - 495) / 270);
    }

    private static Annotation truth(SyntheticMeeting meeting) {
        return Annotation.of(meeting.truth().stream()
                .map(talk -> new Annotation.Segment(
                        Integer.toString(talk.speaker()), new Span(ns(talk.fromSample()), ns(talk.toSample()))))
                .toList());
    }

    private static long ns(long samples) {
        return samples * SECOND_NS / RATE;
    }

    private static double der(Annotation truth, Annotation labels) {
        DiarizationScore score = DiarizationScore.of(
                truth, labels, DiarizationScore.commonExtent(truth, labels), DiarizationScore.Settings.defaults());
        return (double) score.errorNs() / score.totalNs();
    }
}
