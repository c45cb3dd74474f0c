package dev.rostrum.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rostrum.diarization.timeline.RandomTimeline;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Rttm;
import dev.rostrum.service.event.TimelineJson;
import dev.rostrum.service.replay.EmissionLog;
import dev.rostrum.service.testing.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we say of the events against a script that knows only the definition. */
class IndependentRebuildTest {
    private static final Path SCRIPT = SourceTree.ROOT.resolve("daemon/lab/src/test/scripts/events_to_rttm.py");

    @TempDir
    Path folder;

    @Test
    void shouldAgreeWithTheScript() throws Exception {
        assumeTrue(hasPython(), "needs python3");
        for (int seed = 0; seed < 6; seed++) {
            List<TimelineEvent> events = RandomTimeline.events(new Random(seed));
            Path file = folder.resolve("random.events.jsonl");
            Files.writeString(file, TimelineJson.lines(new TimelineJson.Stream("random", 100), events));
            EmissionLog log = EmissionLog.of(events, 100);

            assertThat(text(log.finalLabels())).isEqualTo(rebuilt(file, "final"));
            assertThat(text(log.live(0))).isEqualTo(rebuilt(file, "0"));
            assertThat(text(log.live(7))).isEqualTo(rebuilt(file, "0.07"));
            assertThat(text(log.live(50))).isEqualTo(rebuilt(file, "0.5"));
        }
    }

    private static String text(Annotation annotation) {
        return Rttm.text(Map.of("random", annotation));
    }

    private static String rebuilt(Path file, String latency) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("python3", SCRIPT.toString(), file.toString(), latency)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return text;
    }

    private static boolean hasPython() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
    }
}
