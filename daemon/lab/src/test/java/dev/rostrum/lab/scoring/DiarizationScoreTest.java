package dev.rostrum.lab.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.lab.scoring.DiarizationScore.Overlap;
import dev.rostrum.lab.scoring.DiarizationScore.Settings;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Rttm;
import dev.rostrum.service.annotation.Spans;
import dev.rostrum.service.annotation.TextFile;
import dev.rostrum.service.annotation.Uem;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class DiarizationScoreTest {
    private static final double TOLERANCE = 1e-6;
    private static final Path FIXTURES = fixtures();

    private final SortedMap<String, Annotation> references = Rttm.read(FIXTURES.resolve("reference.rttm"));
    private final SortedMap<String, Annotation> hypotheses = Rttm.read(FIXTURES.resolve("hypothesis.rttm"));
    private final SortedMap<String, Spans> regions = Uem.read(FIXTURES.resolve("regions.uem"));

    @Test
    void shouldGiveWhatTheReferenceLibraryGives() {
        List<String> lines = TextFile.lines(FIXTURES.resolve("expected.tsv"));
        assertThat(lines.getFirst()).contains("pyannote.metrics");
        Map<String, DiarizationScore> totals = new HashMap<>();
        int compared = 0;
        for (String line : lines.subList(2, lines.size())) {
            String[] row = line.split("\t");
            String settings = row[1] + row[2] + row[3];
            if (row[0].equals("TOTAL")) {
                DiarizationScore total = totals.getOrDefault(settings, DiarizationScore.none());
                assertThat(figures(total)).as(line).containsExactly(expected(row), within(TOLERANCE));
            } else {
                DiarizationScore score = score(row);
                totals.merge(settings, score, DiarizationScore::plus);
                assertThat(figures(score)).as(line).containsExactly(expected(row), within(TOLERANCE));
                assertThat(score.referenceSpeakers()).as(line).isEqualTo(Integer.parseInt(row[10]));
                assertThat(score.foundSpeakers()).as(line).isEqualTo(Integer.parseInt(row[11]));
            }
            compared++;
        }
        assertThat(compared).isGreaterThan(300);
    }

    @Test
    void shouldNotCareWhatSpeakersAreCalled() {
        Annotation reference = references.getOrDefault("random03", Annotation.empty());
        Annotation renamed = Annotation.of(reference.segments().stream()
                .map(s -> new Annotation.Segment("other" + s.speaker().hashCode(), s.span()))
                .toList());

        DiarizationScore score = DiarizationScore.of(
                reference, renamed, DiarizationScore.commonExtent(reference, renamed), Settings.defaults());

        assertThat(score.errorNs()).isZero();
        assertThat(score.jer()).isZero();
        assertThat(score.totalNs()).isPositive();
    }

    @Test
    void shouldRefuseImpossibleCollars() {
        assertThatThrownBy(() -> new Settings(-0.1, Overlap.SCORED)).hasMessageContaining("collarSeconds=-0.1");
        assertThatThrownBy(() -> new Settings(Double.NaN, Overlap.SCORED)).hasMessageContaining("collarSeconds=NaN");
    }

    private DiarizationScore score(String[] row) {
        Annotation reference = references.getOrDefault(row[0], Annotation.empty());
        Annotation hypothesis = hypotheses.getOrDefault(row[0], Annotation.empty());
        Spans region = row[3].equals("uem")
                ? regions.getOrDefault(row[0], Spans.none())
                : DiarizationScore.commonExtent(reference, hypothesis);
        Overlap overlap = row[2].equals("skipped") ? Overlap.SKIPPED : Overlap.SCORED;
        return DiarizationScore.of(reference, hypothesis, region, new Settings(Double.parseDouble(row[1]), overlap));
    }

    private static double[] figures(DiarizationScore score) {
        return new double[] {
            score.totalNs() / 1e9,
            score.missNs() / 1e9,
            score.falseAlarmNs() / 1e9,
            score.confusionNs() / 1e9,
            score.der(),
            score.jer()
        };
    }

    private static double[] expected(String[] row) {
        double[] figures = new double[6];
        for (int i = 0; i < figures.length; i++) {
            figures[i] = Double.parseDouble(row[4 + i]);
        }
        return figures;
    }

    private static Path fixtures() {
        try {
            return Path.of(Objects.requireNonNull(DiarizationScoreTest.class.getResource("scores"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
