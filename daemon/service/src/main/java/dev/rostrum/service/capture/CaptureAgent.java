package dev.rostrum.service.capture;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.service.agent.Agent;
import dev.rostrum.service.capture.Captured.Closed;
import dev.rostrum.service.capture.Captured.Ended;
import dev.rostrum.service.capture.Captured.Frames;
import dev.rostrum.service.capture.Captured.Opened;
import dev.rostrum.service.capture.LineState.Line;
import dev.rostrum.service.time.StreamClock;
import dev.rostrum.service.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Reads the source and hands blocks on. Never waits for analysis: where no block is free the sound is read, counted
 * and dropped: positions jump. Opens a lost device again, with growing, jittered pauses; while muted the line is closed.
 */
public final class CaptureAgent implements Agent {
    /**
     * How capture paces itself.
     *
     * @param blockFrames frames read at once
     * @param retryAtFirst pause before a lost device is tried again
     * @param retryAtMost longest such pause; each is up to twice the one before
     * @param overload what to do while analysis is behind
     */
    public record Settings(int blockFrames, Duration retryAtFirst, Duration retryAtMost, Overload overload) {
        public static Settings defaults() {
            return new Settings(320, Duration.ofSeconds(1), Duration.ofSeconds(30), Overload.DROP);
        }

        /** The same with another answer to overload. */
        public Settings withOverload(Overload other) {
            return new Settings(blockFrames, retryAtFirst, retryAtMost, other);
        }
    }

    /** What to do while analysis is behind. */
    public enum Overload {
        /** Read on, throw away and count: a microphone does not wait. */
        DROP,
        /** Leave the source alone: a file does. */
        WAIT
    }

    private final AudioSource source;
    private final CaptureLink link;
    private final StreamClock clock;
    private final TimeSource time;
    private final Backoff retry;
    private final Settings settings;
    private final CaptureCounts counts = new CaptureCounts();
    private final LineLog log = new LineLog();
    private final Deque<Captured> words = new ArrayDeque<>();
    private final Deque<Frames> unused = new ArrayDeque<>();
    private volatile boolean muteWanted;
    private volatile LineState state;
    private CaptureFormat format = new CaptureFormat(1, 1);
    private AudioBlock spare = new AudioBlock(1, 1);
    private int blockChannels;
    private long baseSample;
    private long nextSample;
    private long retryAtNs;

    /**
     * An agent that has opened nothing yet.
     *
     * @param clock told how far the stream is
     * @param surroundings time of the retries, and the random numbers that spread them
     * @param muted begin with the line closed
     */
    public CaptureAgent(
            AudioSource source, CaptureLink link, StreamClock clock, Surroundings surroundings, boolean muted) {
        this.source = source;
        this.link = link;
        this.clock = clock;
        this.time = surroundings.time();
        this.settings = surroundings.settings();
        this.retry = new Backoff(settings.retryAtFirst(), settings.retryAtMost(), surroundings.random());
        this.muteWanted = muted;
        this.state = new LineState(muted ? Line.MUTED : Line.CLOSED, "");
    }

    /** What the agent is given besides its neighbours. */
    public record Surroundings(TimeSource time, RandomGenerator random, Settings settings) {}

    @Override
    public String name() {
        return "capture";
    }

    /** Asks for the line to be closed, or opened again; {@link #state()} tells when it is done. Any thread. */
    public void mute(boolean muted) {
        muteWanted = muted;
    }

    /** How the line stands. Any thread. */
    public LineState state() {
        return state;
    }

    /** What happened so far. Any thread. */
    public CaptureCounts counts() {
        return counts;
    }

    @Override
    public int doWork() {
        if (!tellWords()) {
            return 0;
        }
        return switch (state.line()) {
            case OPEN -> muteWanted ? closeFor(Line.MUTED, "") : read();
            case CLOSED -> muteWanted ? become(Line.MUTED, "") : open();
            case MUTED -> muteWanted ? 0 : open();
            case LOST -> muteWanted ? become(Line.MUTED, "") : time.nanoTime() - retryAtNs >= 0 ? open() : 0;
            case ENDED -> 0;
        };
    }

    @Override
    public void onClose() {
        source.close();
    }

    private int read() {
        Optional<Frames> free = takeFree();
        if (free.isEmpty() && settings.overload() == Overload.WAIT) {
            return 0;
        }
        AudioBlock block = free.isPresent() ? free.get().block() : spare;
        AudioSource.Outcome outcome;
        try {
            outcome = source.read(block);
        } catch (DeviceException e) {
            free.ifPresent(unused::addFirst);
            return lose(String.valueOf(e.getMessage()));
        }
        if (outcome != AudioSource.Outcome.FRAMES) {
            free.ifPresent(unused::addFirst);
        }
        return switch (outcome) {
            case FRAMES -> handOn(block, free);
            case NOT_YET -> 0;
            case END -> end();
            case LOST -> lose(source.report().whyLost());
        };
    }

    private int handOn(AudioBlock block, Optional<Frames> frames) {
        nextSample = baseSample + toSamples(block.positionFrames() + block.frames());
        clock.reached(nextSample, time.nanoTime());
        counts.addLost(block.gapFrames());
        counts.look(source);
        if (frames.isPresent() && link.give(frames.get())) {
            counts.addFrames(block.frames());
        } else {
            frames.ifPresent(unused::addFirst);
            counts.addDropped(block.frames());
        }
        return 1;
    }

    private int open() {
        try {
            format = source.open();
        } catch (DeviceException e) {
            return lose(String.valueOf(e.getMessage()));
        }
        counts.countOpening();
        retry.reset();
        long nowNs = time.nanoTime();
        // a line that could not be opened at once, for whatever reason, opens where the stream would be
        baseSample = state.line() == Line.CLOSED ? 0 : Math.max(nextSample, clock.sampleAt(nowNs));
        nextSample = baseSample;
        clock.startAt(baseSample, nowNs);
        if (blockChannels != format.channels()) {
            makeBlocks();
        }
        say(new Opened(format, baseSample));
        return become(Line.OPEN, "");
    }

    private void makeBlocks() {
        blockChannels = format.channels();
        spare = new AudioBlock(blockChannels, settings.blockFrames());
        unused.clear();
        for (int i = 0; i < link.blocks(); i++) {
            unused.add(new Frames(new AudioBlock(blockChannels, settings.blockFrames())));
        }
    }

    private Optional<Frames> takeFree() {
        for (Optional<Frames> back = link.takeBack(); back.isPresent(); back = link.takeBack()) {
            // a block of an earlier format was under way when the source opened with another
            back.filter(frames -> frames.block().channels() == blockChannels).ifPresent(unused::addLast);
        }
        return Optional.ofNullable(unused.pollFirst());
    }

    private int end() {
        say(new Ended());
        source.close();
        return become(Line.ENDED, "");
    }

    private int lose(String fault) {
        counts.countLoss();
        retryAtNs = time.nanoTime() + retry.nextPauseNs();
        return closeFor(Line.LOST, fault);
    }

    private int closeFor(Line line, String fault) {
        source.close();
        if (state.line() == Line.OPEN) {
            say(new Closed());
        }
        return become(line, fault);
    }

    private int become(Line line, String fault) {
        state = new LineState(line, fault);
        log.note(state, source.report(), time.nanoTime());
        return 1;
    }

    private void say(Captured word) {
        words.add(word);
        tellWords();
    }

    /** Words are never dropped: they wait here until there is room. True when all are told. */
    private boolean tellWords() {
        while (!words.isEmpty() && link.give(words.getFirst())) {
            words.removeFirst();
        }
        return words.isEmpty();
    }

    private long toSamples(long frames) {
        return frames * clock.sampleRate() / format.sampleRate();
    }
}
