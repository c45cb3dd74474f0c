package dev.rostrum.service.analysis;

import dev.rostrum.diarization.frontend.DirectionFrame;
import dev.rostrum.diarization.frontend.FrontEnd;
import dev.rostrum.diarization.frontend.MonoSink;
import dev.rostrum.diarization.pipeline.ListeningPipeline;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.service.agent.Agent;
import dev.rostrum.service.agent.Durations;
import dev.rostrum.service.agent.Pipe;
import dev.rostrum.service.capture.CaptureLink;
import dev.rostrum.service.capture.Captured;
import dev.rostrum.service.capture.CapturedSound;
import dev.rostrum.service.time.TimeSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Feeds what was captured to the path, and its events to the conductor. Loses no event: while the conductor is behind,
 * it takes no sound, and capture drops and counts.
 */
public final class AnalysisAgent implements Agent {
    private static final int EVENT_CAPACITY = 4096;

    private final CaptureLink link;
    private final ListeningPipeline pipeline;
    private final Function<CaptureFormat, FrontEnd> frontEnds;
    private final Pacing pacing;
    private final TimeSource time;
    private final Outlet outlet;
    private final AtomicLong meetingsToEnd = new AtomicLong();
    private final Durations steps = new Durations();
    private final MonoSink fromBase = new FromBase();
    private long meetingsEnded;
    private long baseSample;
    private @Nullable FrontEnd frontEnd;
    private boolean atEnd;
    private volatile boolean ended;
    private volatile long position;
    private volatile boolean paused = true;

    /** Positions since the opening become positions in the stream. */
    private final class FromBase implements MonoSink {
        @Override
        public void accept(long positionSamples, float[] mono, int offset, int length) {
            pipeline.accept(baseSample + positionSamples, mono, offset, length);
        }

        @Override
        public void directions(long centreSample, DirectionFrame frame) {
            pipeline.directions(baseSample + centreSample, frame);
        }
    }

    /** Where events go on their way to the conductor. Made before the path that fills it. */
    public static final class Outlet {
        private final Pipe<TimelineEvent> events = new Pipe<>(EVENT_CAPACITY);
        private final Deque<TimelineEvent> unheard = new ArrayDeque<>();
        private final Runnable wake;

        /** @param wake called when there is an event for the conductor, on the analysis thread */
        public Outlet(Runnable wake) {
            this.wake = wake;
        }

        /** Takes an event of the path, and hands it on at once where the conductor keeps up. Analysis thread. */
        public void accept(TimelineEvent event) {
            unheard.add(event);
            handOn();
        }

        /** True when the conductor has everything. Analysis thread. */
        boolean handOn() {
            boolean any = false;
            while (!unheard.isEmpty() && events.offer(unheard.getFirst())) {
                unheard.removeFirst();
                any = true;
            }
            if (any) {
                wake.run();
            }
            return unheard.isEmpty();
        }

        /** How many events the conductor has not taken. Any thread. */
        public int waiting() {
            return events.size();
        }

        /** The oldest event that the conductor has not heard. Conductor thread. */
        public Optional<TimelineEvent> poll() {
            return events.poll();
        }
    }

    /**
     * What the agent listens with.
     *
     * @param frontEnds makes a front end for what a source delivers, at each opening
     * @param pipeline fills the outlet
     * @param dial told what effort is spent; its tracker is the pipeline's
     * @param ladder when effort is saved
     */
    public record Equipment(
            Function<CaptureFormat, FrontEnd> frontEnds,
            ListeningPipeline pipeline,
            LatencyDial dial,
            LoadLadder.Settings ladder) {}

    /** An agent between a link and an outlet. */
    public AnalysisAgent(CaptureLink link, Equipment equipment, Outlet outlet, TimeSource time) {
        this.link = link;
        this.pipeline = equipment.pipeline();
        this.frontEnds = equipment.frontEnds();
        this.pacing = new Pacing(new LoadLadder(equipment.ladder()), equipment.dial(), equipment.pipeline());
        this.time = time;
        this.outlet = outlet;
    }

    @Override
    public String name() {
        return "analysis";
    }

    /** Asks for the running meeting to end and be forgotten. Any thread. */
    public void endMeeting() {
        meetingsToEnd.incrementAndGet();
    }

    /** How long the windows took, from the block that completed one to its events. Any reader. */
    public Durations steps() {
        return steps;
    }

    /** Stream position of the newest sample analysed. Any thread. */
    public long position() {
        return position;
    }

    /** The line is closed, and all that came before that is heard: the next sound is one that is yet to be made. Any thread. */
    public boolean paused() {
        return paused;
    }

    /** A finite source was heard to its end, and all of its events were handed on. Any thread. */
    public boolean ended() {
        return ended;
    }

    @Override
    public int doWork() {
        if (!outlet.handOn()) {
            return 0;
        }
        ended = atEnd;
        if (meetingsEnded < meetingsToEnd.get()) {
            meetingsEnded = meetingsToEnd.get();
            pipeline.finish();
            outlet.handOn();
            return 1;
        }
        Optional<Captured> captured = link.take();
        captured.ifPresent(this::hear);
        outlet.handOn();
        return captured.isPresent() ? 1 : 0;
    }

    @Override
    public void onClose() {
        pipeline.finish();
        outlet.handOn();
    }

    private void hear(Captured captured) {
        switch (captured) {
            case Captured.Opened opened -> {
                frontEnd = frontEnds.apply(opened.format());
                baseSample = opened.baseSample();
                position = Math.max(position, baseSample);
                paused = false;
            }
            case Captured.Frames frames -> {
                hear(frames);
                link.giveBack(frames);
            }
            case Captured.Closed closed -> {
                finishFrontEnd();
                pipeline.pause();
                position = pipeline.nextSample();
                paused = true;
            }
            case Captured.Ended end -> {
                finishFrontEnd();
                pipeline.finish();
                atEnd = true;
            }
        }
    }

    private void hear(Captured.Frames frames) {
        FrontEnd open = frontEnd;
        if (open == null) {
            throw new IllegalStateException("sound before the source was opened");
        }
        long windowsBefore = pipeline.windows();
        long beganNs = time.nanoTime();
        open.accept(new CapturedSound(frames.block()), fromBase);
        long tookNs = time.nanoTime() - beganNs;
        if (pipeline.windows() > windowsBefore) {
            steps.add(tookNs);
        }
        pacing.worked(tookNs);
        position = pipeline.nextSample();
    }

    private void finishFrontEnd() {
        if (frontEnd != null) {
            frontEnd.finish(fromBase);
        }
    }
}
