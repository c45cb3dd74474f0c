package dev.rostrum.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.rostrum.diarization.timeline.RandomTimeline;
import dev.rostrum.drivers.DeviceException;
import dev.rostrum.lab.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.lab.report.EarlierRun;
import dev.rostrum.lab.report.EvaluationJson;
import dev.rostrum.lab.report.EvaluationText;
import dev.rostrum.lab.report.LabelFiles;
import dev.rostrum.lab.report.ReportPage;
import dev.rostrum.lab.scoring.ScoredRegion;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Rttm;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import dev.rostrum.service.replay.EmissionLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class EvaluationRunTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    /** Hears a random timeline that depends on the recording's name alone, at one sample a second. */
    private static final class DreamingEars implements EvaluationRun.Ears {
        private final AtomicInteger open;

        DreamingEars(AtomicInteger open) {
            this.open = open;
            open.incrementAndGet();
        }

        @Override
        public SortedMap<Integer, EmissionLog> hear(
                Meeting meeting, List<Integer> latenciesMs, LongConsumer progressNs) {
            if (meeting.name().equals("broken")) {
                throw new IllegalStateException("broken cannot be heard");
            }
            if (meeting.name().equals("bad")) {
                throw new DeviceException("cannot read bad: it is damaged");
            }
            SortedMap<Integer, EmissionLog> logs = new TreeMap<>();
            for (int latencyMs : latenciesMs) {
                Random random = new Random(meeting.name().hashCode() + (long) latencyMs);
                logs.put(latencyMs, EmissionLog.of(RandomTimeline.events(random), 1));
            }
            progressNs.accept(meeting.lengthNs() / 2);
            return logs;
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    @Test
    void shouldNotDependOnHowManyRunSideBySide() throws InterruptedException, IOException {
        List<Meeting> meetings = meetings("b", "a", "d", "c", "e");
        EvaluationRun.Settings settings = EvaluationRun.Settings.defaults();

        List<EvaluatedMeeting> one = run(meetings, 1);
        List<EvaluatedMeeting> three = run(meetings, 3);

        assertThat(one).extracting(e -> e.meeting().name()).containsExactly("a", "b", "c", "d", "e");
        String json = EvaluationJson.of(one, settings);
        assertThat(EvaluationJson.of(three, settings)).isEqualTo(json);
        assertThat(EvaluationText.of(three)).isEqualTo(EvaluationText.of(one)).contains("TOTAL", "live 0.5", "final");
        assertThat(fields(json)).contains("schema", "recordings", "total", "0.5", "final", "churn", "reliability");
    }

    @Test
    void shouldTellHowFarItIs() throws InterruptedException {
        List<Long> heard = Collections.synchronizedList(new ArrayList<>());
        List<Integer> done = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger open = new AtomicInteger();

        new EvaluationRun(EvaluationRun.Settings.defaults(), () -> new DreamingEars(open), (ready, all, ns, total) -> {
                    assertThat(all).isEqualTo(3);
                    assertThat(total).isEqualTo(300 * SECOND);
                    done.add(ready);
                    heard.add(ns);
                })
                .run(meetings("a", "b", "c"));

        assertThat(heard).isSorted().last().isEqualTo(300 * SECOND);
        assertThat(done).isSorted().last().isEqualTo(3);
        assertThat(open).hasValue(0);
    }

    @Test
    void shouldFailWithTheRecordingsOwnFailure() {
        AtomicInteger open = new AtomicInteger();
        EvaluationRun run = new EvaluationRun(
                EvaluationRun.Settings.defaults(), () -> new DreamingEars(open), (ready, all, ns, total) -> {});

        assertThatThrownBy(() -> run.run(meetings("a", "broken", "c")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken cannot be heard");
        assertThat(open).hasValue(0);
    }

    @Test
    void shouldNameARecordingThatCannotBeReadAndGoOn() throws InterruptedException {
        List<String> bad = Collections.synchronizedList(new ArrayList<>());
        List<Long> heard = Collections.synchronizedList(new ArrayList<>());
        EvaluationRun run = new EvaluationRun(
                EvaluationRun.Settings.defaults(),
                () -> new DreamingEars(new AtomicInteger()),
                (ready, all, ns, total) -> heard.add(ns));

        assertThat(run.run(meetings("a", "bad", "c"), failure -> bad.add(failure.getMessage())))
                .extracting(one -> one.meeting().name())
                .containsExactly("a", "c");

        assertThat(bad).containsExactly("cannot read bad: it is damaged");
        assertThat(heard).isSorted().last().isEqualTo(300 * SECOND);
        assertThatThrownBy(() -> run.run(meetings("a", "bad", "c"))).isInstanceOf(DeviceException.class);
    }

    @Test
    void shouldLeaveLabelFiles() throws InterruptedException {
        List<EvaluatedMeeting> evaluated = run(meetings("a", "b"), 2);

        LabelFiles.in(folder.resolve("made")).write(evaluated);

        for (EvaluatedMeeting one : evaluated) {
            String name = one.meeting().name();
            assertThat(Rttm.readOne(folder.resolve("made/" + name + ".live.rttm"), name))
                    .isEqualTo(one.heard().live(1000));
            assertThat(Rttm.readOne(folder.resolve("made/" + name + ".final.rttm"), name))
                    .isEqualTo(one.heard().main().finalLabels());
        }
    }

    @Test
    void shouldDrawAPageThatNeedsNothingElse() throws Exception {
        List<EvaluatedMeeting> evaluated = run(meetings("a & b <c>", "d"), 1);

        String page = ReportPage.of(evaluated, 1000, List.of());

        assertThat(page).contains("a &amp; b &lt;c&gt;", "Errors by cause", "DER against latency");
        assertThat(page).doesNotContain("http", "<script", "src=", "earlier run");
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(page.replace("<!DOCTYPE html>", "")
                        .replaceAll("<meta[^>]*>", "")
                        .getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(3);
        assertThat(document.getElementsByTagName("rect").getLength()).isGreaterThan(40);
    }

    @Test
    void shouldCompareWithAnEarlierRun() throws InterruptedException, IOException {
        List<EvaluatedMeeting> before = run(meetings("a", "b"), 1);
        Path json = folder.resolve("before.json");
        LabelFiles.writeText(json, EvaluationJson.of(before, EvaluationRun.Settings.defaults()));
        List<EvaluatedMeeting> now = run(meetings("a", "c"), 1);

        List<EarlierRun.Change> changes = EarlierRun.read(json).against(now, 1000);

        assertThat(changes).hasSize(3);
        EarlierRun.Change same = changes.stream()
                .filter(change -> change.name().equals("a"))
                .findFirst()
                .orElseThrow();
        assertThat(same.finalBefore()).hasValue(same.last());
        assertThat(same.liveBefore()).hasValue(same.live());
        assertThat(changes.stream().filter(c -> c.finalBefore().isEmpty()))
                .extracting(EarlierRun.Change::name)
                .containsExactly("c");
        assertThat(changes.getLast().name()).isEqualTo("TOTAL");
        assertThat(changes.getLast().finalBefore())
                .hasValue(
                        EvaluationText.total(before).finalLabels().diarization().der());
        assertThat(EarlierRun.table(changes)).hasLineCount(4);
        assertThat(ReportPage.of(now, 1000, changes)).contains("Against the earlier run");
    }

    @Test
    void shouldRefuseWhatIsNoEarlierRun() throws IOException {
        Path file = folder.resolve("other.json");
        Files.writeString(file, "{\"total\": 3}");
        assertThatThrownBy(() -> EarlierRun.read(file)).hasMessageContaining("holds no evaluation");
        Files.writeString(file, "{\"total\": ");
        assertThatThrownBy(() -> EarlierRun.read(file)).hasMessageStartingWith(file + ": is no JSON");
    }

    @Test
    void shouldRefuseImpossibleSettings() {
        assertThatThrownBy(() -> new EvaluationRun.Settings(List.of(500), 1000, 1))
                .hasMessageContaining("mainLatencyMs=1000");
        assertThatThrownBy(() -> new EvaluationRun.Settings(List.of(500), 500, 0))
                .hasMessageContaining("parallel=0");
    }

    private static List<EvaluatedMeeting> run(List<Meeting> meetings, int parallel) throws InterruptedException {
        EvaluationRun.Settings defaults = EvaluationRun.Settings.defaults();
        AtomicInteger open = new AtomicInteger();
        return new EvaluationRun(
                        new EvaluationRun.Settings(defaults.latenciesMs(), defaults.mainLatencyMs(), parallel),
                        () -> new DreamingEars(open),
                        (ready, all, ns, total) -> {})
                .run(meetings);
    }

    private static List<Meeting> meetings(String... names) {
        List<Meeting> meetings = new ArrayList<>();
        for (String name : names) {
            Random random = new Random(name.hashCode());
            List<Annotation.Segment> segments = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                long from = random.nextInt(150) * SECOND;
                segments.add(new Annotation.Segment(
                        "t" + random.nextInt(3), new Span(from, from + (1 + random.nextInt(20)) * SECOND)));
            }
            meetings.add(new Meeting(
                    name,
                    Path.of(name + ".wav"),
                    Annotation.of(segments),
                    ScoredRegion.uem(Spans.of(0, 200 * SECOND)),
                    100 * SECOND));
        }
        return meetings;
    }

    private static List<String> fields(String json) throws IOException {
        List<String> names = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                names.add(String.valueOf(parser.currentName()));
            }
        }
        return names;
    }
}
