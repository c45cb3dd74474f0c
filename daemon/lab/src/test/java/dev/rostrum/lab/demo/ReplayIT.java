package dev.rostrum.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.frontend.FirstChannel;
import dev.rostrum.diarization.pipeline.EventStage;
import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.diarization.pipeline.Tracking;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnStarted;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.model.tensorflow.LoadedModels;
import dev.rostrum.service.analysis.SourcePlayer;
import dev.rostrum.service.capture.CapturedSound;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The path with the real networks, on the beginning of the carried meeting. */
final class ReplayIT {
    private static final double SECONDS = 14;
    private static Networks networks;

    @BeforeAll
    static void load() {
        networks = Networks.load(LoadedModels.Settings.defaults(), Networks.Settings.defaults());
    }

    @AfterAll
    static void close() {
        networks.close();
    }

    @Test
    void shouldGiveTheSameEventsBitForBitAtAnyBlockSize() {
        List<TimelineEvent> events = events(1_600);

        assertThat(events(997)).isEqualTo(events);
        assertThat(events).filteredOn(TurnStarted.class::isInstance).hasSizeGreaterThan(1);
    }

    @Test
    void shouldMakeWindowsOfTrueLengthAndPiecesOnce() {
        List<WindowEvidence> windows = new ArrayList<>();
        play(1_600, new EvidenceSink() {
            @Override
            public void accept(WindowEvidence evidence) {
                windows.add(evidence);
            }

            @Override
            public void gap(long fromSample, long toSample) {
                throw new AssertionError("no hole was made");
            }

            @Override
            public void finish(long atSample) {
                assertThat(atSample).isEqualTo(Math.round(SECONDS * 16_000));
            }
        });

        long firstPiece = -1;
        for (WindowEvidence window : windows) {
            long length = window.endSample() - window.posteriors().firstSample();
            // one that goes on lies on the grid of the last that was heard whole, and a young stretch is heard whole
            long step = window.endSample() <= 160_000
                    ? 0
                    : window.posteriors().grid().stepSamples();
            assertThat(length).isCloseTo(Math.min(window.endSample(), 160_000), within(step));
            for (var piece : window.pieces()) {
                assertThat(piece.fromSample()).isGreaterThan(firstPiece);
                assertThat(piece.toSample()).isBetween(window.endSample() - 8_000 + 1, window.endSample());
                firstPiece = piece.fromSample();
            }
        }
        assertThat(windows).hasSize((int) (2 * SECONDS) - 1);
        assertThat(firstPiece).isPositive();
    }

    private static List<TimelineEvent> events(int block) {
        List<TimelineEvent> events = new ArrayList<>();
        play(block, new EventStage(Tracking.newTracker(16_000, networks.hopSamples()), events::add));
        return events;
    }

    private static void play(int block, EvidenceSink evidence) {
        try (AudioSource source = DemoMeeting.first(OptionalDouble.of(SECONDS)).source()) {
            var format = source.open();
            new SourcePlayer(
                            source,
                            new AudioBlock(format.channels(), block),
                            new FirstChannel(CapturedSound.format(format), networks.sampleRate()))
                    .play(networks.newPipeline(evidence), position -> {});
        }
    }
}
