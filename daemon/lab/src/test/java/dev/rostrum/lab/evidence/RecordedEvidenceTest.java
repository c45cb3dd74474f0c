package dev.rostrum.lab.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.pipeline.EventStage;
import dev.rostrum.diarization.pipeline.ListeningPipeline;
import dev.rostrum.diarization.pipeline.ToneSegmentation;
import dev.rostrum.diarization.pipeline.TwoTones;
import dev.rostrum.diarization.timeline.TimelineEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedEvidenceTest {
    private static final String SCRIPT = "..aaaaaaa...bbbbbb..aaaaa.bbbbbbbbb....aaaaaabbbbb.....";

    @Test
    void shouldGiveTheSameEventsAsTheSound(@TempDir Path folder) {
        Path file = folder.resolve("meeting.evidence");
        var header = new EvidenceHeader("tones", new ToneSegmentation().grid(), 2, 20);
        try (var recorder = new EvidenceRecorder(file, header)) {
            hear(TwoTones.path(recorder));
        }

        List<TimelineEvent> replayed = new ArrayList<>();
        try (var reader = new EvidenceReader(file)) {
            reader.readAll(new EventStage(TwoTones.tracker(), replayed::add));
        }

        List<TimelineEvent> heard = new ArrayList<>();
        hear(TwoTones.path(heard::add));
        assertThat(replayed).isEqualTo(heard).hasSizeGreaterThan(20);
    }

    private static void hear(ListeningPipeline pipeline) {
        TwoTones.feed(pipeline, 0, TwoTones.sound(SCRIPT), 1600);
        pipeline.finish();
    }
}
