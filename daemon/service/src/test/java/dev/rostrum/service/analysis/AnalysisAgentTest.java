package dev.rostrum.service.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.frontend.FirstChannel;
import dev.rostrum.diarization.pipeline.ListeningPipeline;
import dev.rostrum.diarization.pipeline.Tracking;
import dev.rostrum.diarization.timeline.MeetingTracker;
import dev.rostrum.diarization.timeline.TimelineEvent.StreamGap;
import dev.rostrum.diarization.window.WindowAssembler;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.service.capture.CaptureAgent;
import dev.rostrum.service.capture.CaptureLink;
import dev.rostrum.service.capture.CapturedSound;
import dev.rostrum.service.time.ManualTimeSource;
import dev.rostrum.service.time.StreamClock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Start, end and failure of the analysis, on the test's thread; the thread itself is {@code AgentRunnerTest}'s. */
class AnalysisAgentTest {
    private static final int RATE = 16_000;
    private static final int NEVER = 1000 * RATE;
    private static final int BLOCK = 320;

    private final ManualTimeSource time = new ManualTimeSource();
    private final CaptureLink link = new CaptureLink(100, () -> {});
    private final AnalysisAgent.Outlet outlet = new AnalysisAgent.Outlet(() -> {});
    private final List<Long> ends = new ArrayList<>();
    private final MeetingTracker tracker = Tracking.newTracker(RATE / 2, RATE / 2);
    private int shortestSamples = NEVER;

    private AnalysisAgent agent() {
        EvidenceSink sink = new EvidenceSink() {
            @Override
            public void accept(WindowEvidence window) {}

            @Override
            public void gap(long fromSample, long toSample) {}

            @Override
            public void finish(long atSample) {
                ends.add(atSample);
                outlet.accept(new StreamGap(atSample, atSample - 1, atSample));
            }
        };
        ListeningPipeline pipeline = new ListeningPipeline(
                new WindowAssembler(NEVER, shortestSamples, shortestSamples),
                window -> {
                    throw new IllegalStateException("the network failed");
                },
                sink);
        return new AnalysisAgent(
                link,
                new AnalysisAgent.Equipment(
                        format -> new FirstChannel(CapturedSound.format(format), RATE),
                        pipeline,
                        new LatencyDial(tracker.timing(), RATE),
                        LoadLadder.Settings.never()),
                outlet,
                time);
    }

    private void capture(int blocks) {
        CaptureAgent capture = new CaptureAgent(
                new Blocks(blocks),
                link,
                new StreamClock(time, RATE),
                new CaptureAgent.Surroundings(time, new SplittableRandom(1), CaptureAgent.Settings.defaults()),
                false);
        while (capture.doWork() > 0) {
            time.advance(java.time.Duration.ofMillis(20));
        }
    }

    @Test
    void shouldPauseUntilALineOpensAndThenFollowTheSound() {
        AnalysisAgent agent = agent();
        assertThat(agent.doWork()).isZero();
        assertThat(agent.paused()).isTrue();

        capture(10);
        agent.doWork();
        assertThat(agent.paused()).isFalse();
        for (int i = 1; i <= 10; i++) {
            assertThat(agent.doWork()).isPositive();
            assertThat(agent.position()).isEqualTo((long) i * BLOCK);
        }
    }

    @Test
    void shouldSayThatItEndedOnlyWhenAllIsHandedOn() {
        AnalysisAgent agent = agent();
        capture(10);
        while (agent.doWork() > 0) {
            assertThat(agent.ended()).isFalse();
        }
        assertThat(agent.ended()).isTrue();
        assertThat(ends).containsExactly(10L * BLOCK);
        assertThat(outlet.waiting()).isEqualTo(1);
    }

    @Test
    void shouldEndTheMeetingThatIsToEndAndListenOn() {
        AnalysisAgent agent = agent();
        capture(10);
        for (int i = 0; i < 5; i++) {
            agent.doWork();
        }
        agent.endMeeting();
        agent.doWork();
        assertThat(ends).containsExactly(4L * BLOCK);
        agent.doWork();
        assertThat(agent.position()).isEqualTo(5L * BLOCK);
    }

    @Test
    void shouldEndTheMeetingWhereItIsStopped() {
        AnalysisAgent agent = agent();
        capture(10);
        for (int i = 0; i < 5; i++) {
            agent.doWork();
        }
        agent.onClose();
        assertThat(ends).containsExactly(4L * BLOCK);
        assertThat(outlet.waiting()).isEqualTo(1);
    }

    /** Whoever runs it hears of the failure, and what was heard before is still told. */
    @Test
    void shouldFailWhereANetworkFailsAndStillEndTheMeeting() {
        shortestSamples = 3 * BLOCK;
        AnalysisAgent agent = agent();
        capture(10);
        assertThatThrownBy(() -> {
                    while (agent.doWork() > 0) {}
                })
                .hasMessage("the network failed");
        agent.onClose();
        assertThat(ends).containsExactly(3L * BLOCK);
    }

    /** So many blocks of silence, then the end. */
    private static final class Blocks implements AudioSource {
        private final int blocks;
        private int read;

        Blocks(int blocks) {
            this.blocks = blocks;
        }

        @Override
        public CaptureFormat open() {
            return new CaptureFormat(RATE, 1);
        }

        @Override
        public Outcome read(AudioBlock block) {
            if (read == blocks) {
                return Outcome.END;
            }
            block.filled(BLOCK, (long) read * BLOCK, 0);
            read++;
            return Outcome.FRAMES;
        }

        @Override
        public void close() {}
    }
}
