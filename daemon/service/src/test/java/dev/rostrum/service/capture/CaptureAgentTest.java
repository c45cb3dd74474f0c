package dev.rostrum.service.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.service.capture.CaptureAgent.Overload;
import dev.rostrum.service.capture.LineState.Line;
import dev.rostrum.service.time.ManualTimeSource;
import dev.rostrum.service.time.StreamClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class CaptureAgentTest {
    private static final int RATE = 16_000;
    private static final int BLOCK = 320;
    private static final int BLOCKS = 4;

    private final ManualTimeSource time = new ManualTimeSource();
    private final ScriptedMicrophone microphone = new ScriptedMicrophone();
    private final CaptureLink link = new CaptureLink(BLOCKS, () -> {});
    private long base;
    private final StreamClock clock = new StreamClock(time, RATE);

    @Test
    void shouldHandOnSoundWithItsPositions() {
        CaptureAgent agent = agent(Overload.DROP, false);
        microphone.blocks(2);
        work(agent, 4);

        assertThat(taken()).containsExactly("opened 0", "frames 0-320", "frames 320-640");
        assertThat(agent.state().line()).isEqualTo(Line.OPEN);
    }

    @Test
    void shouldDropAndCountWhileAnalysisIsBehindAndLetPositionsJump() {
        CaptureAgent agent = agent(Overload.DROP, false);
        microphone.blocks(10);
        work(agent, 12);
        List<String> early = taken();
        microphone.blocks(2);
        work(agent, 3);

        assertThat(early)
                .containsExactly("opened 0", "frames 0-320", "frames 320-640", "frames 640-960", "frames 960-1280");
        assertThat(agent.counts().dropped()).isEqualTo(6 * BLOCK);
        assertThat(taken()).containsExactly("frames 3200-3520", "frames 3520-3840");
        assertThat(agent.counts().frames()).isEqualTo(6 * BLOCK);
    }

    @Test
    void shouldLeaveAFileAloneWhileAnalysisIsBehind() {
        CaptureAgent agent = agent(Overload.WAIT, false);
        microphone.blocks(10);
        work(agent, 12);
        taken();
        work(agent, 12);
        taken();
        work(agent, 12);

        assertThat(agent.counts().dropped()).isZero();
        assertThat(agent.counts().frames()).isEqualTo(10 * BLOCK);
    }

    @Test
    void shouldCloseTheLineBeforeItSaysMutedAndOpenItAgain() {
        CaptureAgent agent = agent(Overload.DROP, false);
        microphone.blocks(1);
        work(agent, 3);
        taken();

        agent.mute(true);
        assertThat(agent.state().line()).isEqualTo(Line.OPEN);
        agent.doWork();

        assertThat(agent.state().line()).isEqualTo(Line.MUTED);
        assertThat(microphone.open).isFalse();
        assertThat(taken()).containsExactly("closed");

        time.advance(Duration.ofSeconds(3));
        microphone.blocks(1);
        work(agent, 3);
        assertThat(microphone.open).isFalse();

        agent.mute(false);
        work(agent, 3);
        // 320 samples were heard, then three seconds passed
        assertThat(taken()).containsExactly("opened 48320", "frames 48320-48640");
    }

    @Test
    void shouldNeverOpenTheLineWhenStartedMuted() {
        CaptureAgent agent = agent(Overload.DROP, true);
        work(agent, 5);

        assertThat(microphone.openings).isZero();
        assertThat(agent.state().line()).isEqualTo(Line.MUTED);
    }

    @Test
    void shouldLookForALostDeviceWithGrowingPausesAndGoOnWhereTheClockIs() {
        CaptureAgent agent = agent(Overload.DROP, false);
        microphone.blocks(1);
        microphone.script.add(AudioSource.Outcome.LOST);
        work(agent, 3);
        assertThat(agent.state().line()).isEqualTo(Line.LOST);
        assertThat(taken()).containsExactly("opened 0", "frames 0-320", "closed");

        microphone.absent = true;
        int before = microphone.openings;
        for (int second = 0; second < 60; second++) {
            work(agent, 20);
            time.advance(Duration.ofSeconds(1));
        }
        // pauses of at least 0.5, 1, 2, 4, 8, 15, 15 s and at most twice that
        assertThat(microphone.openings - before).isBetween(5, 9);
        assertThat(agent.state().fault()).contains("no such card");
        assertThat(agent.counts().losses()).isEqualTo(microphone.openings - before + 1);

        microphone.absent = false;
        microphone.blocks(1);
        time.advance(Duration.ofSeconds(30));
        work(agent, 3);
        assertThat(agent.state().line()).isEqualTo(Line.OPEN);
        // 320 samples were heard, then 90 seconds passed
        assertThat(taken()).containsExactly("opened 1440320", "frames 1440320-1440640");
    }

    @Test
    void shouldTellTheEndOfAFiniteSource() {
        CaptureAgent agent = agent(Overload.WAIT, false);
        microphone.blocks(1);
        microphone.script.add(AudioSource.Outcome.END);
        work(agent, 5);

        assertThat(taken()).containsExactly("opened 0", "frames 0-320", "ended");
        assertThat(agent.state().line()).isEqualTo(Line.ENDED);
        assertThat(microphone.open).isFalse();
    }

    private CaptureAgent agent(Overload overload, boolean muted) {
        CaptureAgent.Settings settings =
                new CaptureAgent.Settings(BLOCK, Duration.ofSeconds(1), Duration.ofSeconds(30), overload);
        var surroundings = new CaptureAgent.Surroundings(time, new SplittableRandom(3), settings);
        return new CaptureAgent(microphone, link, clock, surroundings, muted);
    }

    private static void work(CaptureAgent agent, int rounds) {
        for (int i = 0; i < rounds; i++) {
            agent.doWork();
        }
    }

    /** What analysis would see, the blocks given back at once. */
    private List<String> taken() {
        List<String> seen = new ArrayList<>();
        for (Optional<Captured> next = link.take(); next.isPresent(); next = link.take()) {
            seen.add(
                    switch (next.get()) {
                        case Captured.Opened opened -> {
                            base = opened.baseSample();
                            yield "opened " + opened.baseSample();
                        }
                        case Captured.Frames frames -> {
                            long from = base + frames.block().positionFrames();
                            long to = from + frames.block().frames();
                            link.giveBack(frames);
                            yield "frames " + from + "-" + to;
                        }
                        case Captured.Closed closed -> "closed";
                        case Captured.Ended ended -> "ended";
                    });
        }
        return seen;
    }

    /** Does what its script says, then has nothing yet. */
    private static final class ScriptedMicrophone implements AudioSource {
        private final Deque<Outcome> script = new ArrayDeque<>();
        private boolean absent;
        private boolean open;
        private int openings;
        private long position;

        private void blocks(int count) {
            for (int i = 0; i < count; i++) {
                script.add(Outcome.FRAMES);
            }
        }

        @Override
        public CaptureFormat open() {
            openings++;
            if (absent) {
                throw new DeviceException("no such card");
            }
            open = true;
            position = 0;
            return new CaptureFormat(RATE, 1);
        }

        @Override
        public Outcome read(AudioBlock block) {
            assertThat(open).isTrue();
            Outcome next = Optional.ofNullable(script.poll()).orElse(Outcome.NOT_YET);
            if (next == Outcome.FRAMES) {
                block.filled(BLOCK, position, 0);
                position += BLOCK;
            }
            return next;
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
