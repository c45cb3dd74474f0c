package dev.rostrum.diarization.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.diarization.evidence.EmbeddingEvidence;
import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TimelineEvent.MeetingEnded;
import dev.rostrum.diarization.timeline.TimelineEvent.MeetingStarted;
import dev.rostrum.diarization.timeline.TimelineEvent.StreamGap;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnEnded;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListeningPipelineTest {
    private static final String SCRIPT = "..aaaaaaa...bbbbbb..aaaaa.bbbbbbbbb....aaaaaabbbbb.....";

    @ParameterizedTest
    @ValueSource(ints = {1, 160, 997, 16_000})
    void shouldGiveTheSameEventsAtAnyBlockSize(int block) {
        assertThat(events(block)).isEqualTo(events(8_000)).hasSizeGreaterThan(20);
    }

    @Test
    void shouldHearBothSpeakersWhereTheyWere() {
        List<TurnEnded> turns = events(160).stream()
                .filter(TurnEnded.class::isInstance)
                .map(TurnEnded.class::cast)
                .toList();

        // a frame is 16.875 ms; what is heard around a border may move it by two
        assertThat(turns).extracting(ended -> ended.turn().speaker().number()).containsExactly(1, 2, 1, 2, 1, 2);
        int[] halfSeconds = {2, 9, 12, 18, 20, 25, 26, 35, 39, 45, 45, 50};
        for (int i = 0; i < turns.size(); i++) {
            assertThat((double) turns.get(i).turn().fromSample())
                    .isCloseTo(halfSeconds[2 * i] * 8000.0, within(2 * 270.0));
            assertThat((double) turns.get(i).turn().toSample())
                    .isCloseTo(halfSeconds[2 * i + 1] * 8000.0, within(2 * 270.0));
        }
    }

    @Test
    void shouldNeverEmitBehindTheStreamOrBackwards() {
        long before = 0;
        for (TimelineEvent event : events(997)) {
            assertThat(event.emittedAtSample()).isGreaterThanOrEqualTo(before);
            before = event.emittedAtSample();
        }
        assertThat(events(997).getFirst()).isInstanceOf(MeetingStarted.class);
        assertThat(events(997).getLast()).isInstanceOf(MeetingEnded.class);
    }

    @Test
    void shouldKeepAHoleAHole() {
        List<WindowEvidence> windows = new ArrayList<>();
        List<String> gaps = new ArrayList<>();
        ListeningPipeline pipeline = TwoTones.path(new EvidenceSink() {
            @Override
            public void accept(WindowEvidence evidence) {
                windows.add(evidence);
            }

            @Override
            public void gap(long fromSample, long toSample) {
                gaps.add(fromSample + "-" + toSample);
            }

            @Override
            public void finish(long atSample) {}
        });
        float[] sound = TwoTones.sound("aaaaaaaaaaaaaaaaaaaaaaaaaaaa");

        TwoTones.feed(pipeline, 0, sound, 500);
        TwoTones.feed(pipeline, 300_123, sound, 500);
        pipeline.finish();

        assertThat(gaps).containsExactly("224000-300123");
        for (WindowEvidence window : windows) {
            boolean behind = window.endSample() > 224_000;
            assertThat(window.posteriors().firstSample()).isGreaterThanOrEqualTo(behind ? 300_123 : 0);
            for (EmbeddingEvidence piece : window.pieces()) {
                assertThat(piece.fromSample()).isGreaterThanOrEqualTo(behind ? 300_123 : 0);
                assertThat(piece.toSample()).isLessThanOrEqualTo(window.endSample());
            }
        }
        assertThat(windows.getLast().endSample()).isEqualTo(300_123 + 224_000);
    }

    @Test
    void shouldTellTheGapAndEndOpenTurnsBeforeIt() {
        List<TimelineEvent> events = new ArrayList<>();
        ListeningPipeline pipeline = TwoTones.path(events::add);

        TwoTones.feed(pipeline, 0, TwoTones.sound("aaaaaa"), 160);
        TwoTones.feed(pipeline, 90_000, TwoTones.sound("aaaaaa"), 160);
        pipeline.finish();

        int gap = events.indexOf(new StreamGap(90_000, 48_000, 90_000));
        assertThat(gap).isPositive();
        assertThat(events.subList(0, gap))
                .filteredOn(TurnEnded.class::isInstance)
                .hasSize(1);
        assertThat(events.subList(gap, events.size()))
                .filteredOn(TurnEnded.class::isInstance)
                .hasSize(1);
    }

    private static List<TimelineEvent> events(int block) {
        List<TimelineEvent> events = new ArrayList<>();
        ListeningPipeline pipeline = TwoTones.path(events::add);
        TwoTones.feed(pipeline, 0, TwoTones.sound(SCRIPT), block);
        pipeline.finish();
        return events;
    }
}
