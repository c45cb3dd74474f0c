package dev.rostrum.lab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.diarization.evidence.RecordedPosteriors;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.lab.scoring.BoundaryLooseness;
import dev.rostrum.lab.scoring.ScoredRegion;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Rttm;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** References of which it is known how loose they are. */
class BoundaryMeasureTest {
    private static final long MS = 1_000_000;
    private static final int RATE = 16_000;
    private static final long LENGTH_NS = 20_000 * MS;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {-120, 0, 180, 300})
    void shouldMeasureWhatAReferenceWasLoosenedBy(long looseMs) {
        Spans sound = spans(2_000, 4_000, 7_000, 8_000, 11_000, 15_000);
        FreeBoundaries reference = FreeBoundaries.of(loosened(sound, looseMs), LENGTH_NS);

        BoundaryLooseness measured = reference.against(sound);

        assertThat(reference.free()).isEqualTo(6);
        assertThat(measured.startsNs()).containsOnly(looseMs * MS).hasSize(3);
        assertThat(measured.endsNs()).containsOnly(looseMs * MS).hasSize(3);
        assertThat(measured.beyond(250 * MS)).isEqualTo(looseMs > 250 ? 1 : 0);
        assertThat(reference.movedTo(sound).speech()).isEqualTo(sound);
    }

    @Test
    void shouldTellWhatLoosenessMakesOfTheErrors() {
        Spans sound = spans(2_000, 4_000, 7_000, 8_000, 11_000, 15_000);
        Spans network = spans(1_900, 4_100, 6_900, 8_100, 10_900, 15_100);
        Annotation marked = loosened(sound, 200);

        BoundaryMeasure one = BoundaryMeasure.of(
                FreeBoundaries.of(marked, LENGTH_NS),
                new BoundaryMeasure.Heard(sound, network),
                loosened(sound, 0),
                ScoredRegion.uem(Spans.of(0, LENGTH_NS)));
        BoundaryMeasure all = one.plus(one).plus(BoundaryMeasure.none());

        // three stretches of 7 s in all: 6 x .2 s are missed of 8.2 s, or 6 x .1 s of 7.6 s
        assertThat(all.asMarked().der()).isCloseTo(1.2 / 8.2, within(1e-12));
        assertThat(all.byPosteriors().der()).isCloseTo(0.6 / 7.6, within(1e-12));
        assertThat(all.bySound().errorNs()).isZero();
        assertThat(all.posteriors().startsNs()).hasSize(6).containsOnly(100 * MS);
        assertThat(all.boundaries()).isEqualTo(12);
    }

    @Test
    void shouldLeaveBoundariesThatDoNotStandFree() {
        Annotation marked = Annotation.of(List.of(
                segment("a", 100, 2_000),
                segment("b", 2_300, 5_000),
                segment("b", 5_400, 7_000),
                segment("a", 9_000, 12_000),
                segment("b", 10_000, 10_900),
                segment("a", 16_000, 19_600)));
        Spans sound = spans(200, 1_900, 2_400, 6_900, 9_050, 11_900, 16_100, 19_500);

        FreeBoundaries reference = FreeBoundaries.of(marked, LENGTH_NS);

        assertThat(reference.free()).isEqualTo(4);
        assertThat(reference.movedTo(sound))
                .isEqualTo(Annotation.of(List.of(
                        segment("a", 100, 2_000),
                        segment("b", 2_300, 5_000),
                        segment("b", 5_400, 6_900),
                        segment("a", 9_050, 11_900),
                        segment("b", 10_000, 10_900),
                        segment("a", 16_100, 19_600))));
    }

    @Test
    void shouldCountBoundariesWithoutAnEdgeNearAndKeepThem() {
        Annotation marked = Annotation.of(List.of(segment("a", 2_000, 4_000), segment("a", 10_000, 10_200)));
        // the first edges are too far; those of the second would leave nothing of the stretch
        Spans sound = spans(2_501, 3_499, 9_000, 9_700, 10_400, 12_000);

        FreeBoundaries reference = FreeBoundaries.of(marked, LENGTH_NS);

        assertThat(reference.against(sound).alone()).isEqualTo(2);
        assertThat(reference.against(sound).startsNs()).containsExactly(400 * MS);
        assertThat(reference.against(sound).endsNs()).containsExactly(500 * MS);
        assertThat(reference.movedTo(sound)).isEqualTo(marked);
    }

    @Test
    void shouldFindSoundByItsLevel() {
        float[] samples = new float[8 * RATE];
        Random random = new Random(4);
        List<Span> sounding =
                spans(1_000, 2_000, 2_150, 3_000, 5_000, 5_030, 6_000, 7_000).list();
        for (int i = 0; i < samples.length; i++) {
            long ns = i * 1000L * MS / RATE;
            boolean loud = sounding.stream().anyMatch(span -> span.from() <= ns && ns < span.to());
            samples[i] = (float) (random.nextGaussian() * (loud ? 0.1 : 0.001));
        }

        assertThat(SoundEdges.of(samples, RATE)).isEqualTo(spans(1_000, 3_000, 6_000, 7_000));
        assertThat(SoundEdges.of(new float[RATE], RATE)).isEqualTo(Spans.none());
        assertThat(SoundEdges.of(new float[0], RATE)).isEqualTo(Spans.none());
    }

    @Test
    void shouldFindSpeechInWhatTheWindowsSayTogether() {
        FrameGrid grid = new FrameGrid(RATE, 80, 160);
        List<WindowEvidence> windows = new ArrayList<>();
        for (int first = 0; first <= 500; first += 100) {
            float[] speech = new float[500];
            byte[] masks = new byte[500];
            for (int i = 0; i < speech.length; i++) {
                boolean on = first + i >= 200 && first + i < 430;
                // one window errs: the mean of all holds
                boolean wrong = first == 100 && first + i >= 430 && first + i < 480;
                speech[i] = on || wrong ? 0.9f : 0.2f;
                masks[i] = (byte) (speech[i] > 0.5f ? 1 : 0);
            }
            windows.add(new WindowEvidence(
                    (first + 500) * 160L,
                    new RecordedPosteriors(first * 160L, grid, speech, new float[][] {speech, new float[500]}, masks),
                    Map.of(),
                    List.of()));
        }

        assertThat(BoundaryStudy.speech(windows)).isEqualTo(spans(2_000, 4_300));
        assertThat(BoundaryStudy.speech(List.of())).isEqualTo(Spans.none());
    }

    @Test
    void shouldWriteATightenedReferenceThatSaysWhatItIs() throws IOException {
        Annotation tightened = loosened(spans(2_000, 4_000, 7_000, 8_000), 0);

        new BoundaryStudy.Outcome(List.of(), Map.of("m", tightened)).write(folder);

        Path file = folder.resolve("m.tightened.rttm");
        assertThat(Files.readAllLines(file).getFirst()).startsWith(";; derived from the reference of m");
        assertThat(Rttm.read(file)).isEqualTo(Map.of("m", tightened));
    }

    /** One speaker, who starts so much before the sound and ends so much after it. */
    private static Annotation loosened(Spans sound, long ms) {
        return Annotation.of(sound.list().stream()
                .map(span -> new Annotation.Segment("a", new Span(span.from() - ms * MS, span.to() + ms * MS)))
                .toList());
    }

    private static Annotation.Segment segment(String speaker, long fromMs, long toMs) {
        return new Annotation.Segment(speaker, new Span(fromMs * MS, toMs * MS));
    }

    /** From the first to the second of each pair of milliseconds. */
    private static Spans spans(long... edges) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < edges.length; i += 2) {
            spans.add(new Span(edges[i] * MS, edges[i + 1] * MS));
        }
        return new Spans(spans);
    }
}
