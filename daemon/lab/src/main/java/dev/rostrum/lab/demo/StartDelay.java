package dev.rostrum.lab.demo;

import dev.rostrum.diarization.timeline.ObservedTracker;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.drivers.audio.PacedSource;
import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.drivers.led.LedSettings;
import dev.rostrum.service.agent.Bell;
import dev.rostrum.service.agent.Durations;
import dev.rostrum.service.analysis.Analysis;
import dev.rostrum.service.capture.CaptureAgent;
import dev.rostrum.service.composition.AudioInput;
import dev.rostrum.service.composition.Daemon;
import dev.rostrum.service.composition.OpenSink;
import dev.rostrum.service.composition.RoomContext;
import dev.rostrum.service.conductor.PanelController;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.health.MuteStore;
import dev.rostrum.service.indicator.ButtonReader;
import dev.rostrum.service.indicator.FrontPanel;
import dev.rostrum.service.indicator.Indicator;
import dev.rostrum.service.mqtt.link.TopicStatistics;
import dev.rostrum.service.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the start of a turn takes from the moment in which the tracker decides it to the conductor and to a subscriber
 * at the broker: the whole daemon listens in real time, and a turn is known again by its meeting and id. The way through
 * the broker and the subscriber's own client count, so that the daemon's share is less than what is measured.
 */
public final class StartDelay {
    private static final int BLOCKS = 100;
    private static final int BLOCKS_REMEMBERED = 10_000;
    private static final Duration LAST_ARRIVALS = Duration.ofSeconds(2);
    private static final String START = "turn/start";
    private static final Pattern TURN = Pattern.compile("\"id\":(\\d+),.*\"meeting\":(\\d+),");

    private final TimeSource time = TimeSource.system();
    private final Bell bell = new Bell();
    private final Map<String, Long> decidedNs = new ConcurrentHashMap<>();
    private final Durations toConductor = new Durations();
    private final Durations toSubscriber = new Durations();
    private final Durations fromSound = new Durations();
    private final Map<String, Long> heardNs = new ConcurrentHashMap<>();
    /** When the sound up to a position was there; written by capture. */
    private final ConcurrentSkipListMap<Long, Long> thereNs = new ConcurrentSkipListMap<>();

    private long decidedMeeting;
    private long toldMeeting;

    /**
     * What is listened to, and where it is published.
     *
     * @param broker {@code mqtt://host:port}
     * @param length of listening
     * @param sound heard over and over, at the rate of {@code hearing}
     * @param folder for what has to be remembered
     */
    @SuppressWarnings("ArrayRecordComponent") // minutes of sound, not copied
    public record Setting(String broker, Duration length, float[] sound, Analysis hearing, Path folder) {}

    /**
     * What came of it.
     *
     * @param decided turns that the tracker started
     * @param toConductor from the decision to the thread that tells everybody
     * @param toSubscriber from the decision to the subscriber; one for each turn that arrived
     * @param fromSound from the moment in which the last sample that the decision needed was there, to the subscriber
     */
    public record Outcome(long decided, Durations toConductor, Durations toSubscriber, Durations fromSound) {}

    /** Notes when sound was there. */
    private final class Noted implements AudioSource {
        private final AudioSource source;

        Noted(AudioSource source) {
            this.source = source;
        }

        @Override
        public CaptureFormat open() {
            return source.open();
        }

        @Override
        public AudioSource.Outcome read(AudioBlock block) {
            AudioSource.Outcome outcome = source.read(block);
            if (outcome == AudioSource.Outcome.FRAMES) {
                thereNs.put(block.positionFrames() + block.frames(), time.nanoTime());
                if (thereNs.size() > BLOCKS_REMEMBERED) {
                    thereNs.pollFirstEntry();
                }
            }
            return outcome;
        }

        @Override
        public void close() {
            source.close();
        }
    }

    private StartDelay() {}

    /**
     * Listens and measures.
     *
     * @throws IllegalStateException if the broker cannot be reached or a part of the daemon failed
     */
    public static Outcome measure(Setting setting) throws InterruptedException {
        return new StartDelay().run(setting);
    }

    private Outcome run(Setting setting) throws InterruptedException {
        int rate = setting.hearing().sampleRate();
        long frames = setting.length().toMillis() * rate / 1000;
        LedSettings led = LedSettings.defaults();
        ButtonSettings buttonSettings = ButtonSettings.defaults();
        try (TopicStatistics subscriber = TopicStatistics.of(setting.broker(), Demo.unit(), this::arrived);
                FrontPanel panel = new FrontPanel(led, buttonSettings, time::nanoTime);
                Indicator indicator = new Indicator(panel::openLight);
                ButtonReader button = new ButtonReader(panel::openButton, buttonSettings, bell::ring)) {
            PanelController desk = new PanelController(
                    indicator,
                    button,
                    new MuteStore(setting.folder()),
                    PanelController.ButtonRules.BUTTON_ONLY,
                    Duration.ofSeconds(1));
            AudioInput sound = new AudioInput(
                    time,
                    new Noted(new PacedSource(new RepeatedSound(setting.sound(), rate, frames), time::nanoTime)),
                    Optional.empty(),
                    CaptureAgent.Settings.defaults(),
                    BLOCKS,
                    false,
                    new Analysis(
                            rate,
                            setting.hearing().path(),
                            new ObservedTracker(setting.hearing().tracker(), this::decided, evidence -> {})));
            try (Daemon daemon = Daemon.start(
                    sound,
                    new RoomContext(desk, bell, line -> {}, Duration.ZERO),
                    List.of(
                            (commands, clock) -> OpenSink.of(this::told),
                            Demo.mqtt(setting.broker(), rate, time)::open))) {
                Optional<String> failure = daemon.awaitEnd();
                failure.ifPresent(why -> {
                    throw new IllegalStateException(why);
                });
            }
            long endNs = time.nanoTime() + LAST_ARRIVALS.toNanos();
            while (subscriber.counts().getOrDefault(START, 0) < decidedNs.size() && time.nanoTime() < endNs) {
                Thread.sleep(20);
            }
            return new Outcome(decidedNs.size(), toConductor, toSubscriber, fromSound);
        }
    }

    /** Analysis thread. */
    private void decided(TimelineEvent event) {
        if (event instanceof TimelineEvent.MeetingStarted started) {
            decidedMeeting = started.meeting();
        } else if (event instanceof TimelineEvent.TurnStarted started) {
            String key = key(decidedMeeting, started.turn().id());
            Map.Entry<Long, Long> there = thereNs.ceilingEntry(started.emittedAtSample());
            if (there != null) {
                heardNs.put(key, there.getValue());
            }
            decidedNs.put(key, time.nanoTime());
        }
    }

    /** Conductor thread. */
    private void told(RoomEvent event) {
        if (event instanceof RoomEvent.Timeline(TimelineEvent.MeetingStarted started)) {
            toldMeeting = started.meeting();
        } else if (event instanceof RoomEvent.Timeline(TimelineEvent.TurnStarted started)) {
            spent(toConductor, key(toldMeeting, started.turn().id()));
        }
    }

    /** The subscriber's thread. */
    private void arrived(String topic, String payload) {
        long nowNs = time.nanoTime();
        Matcher turn = TURN.matcher(payload);
        if (topic.equals(START) && turn.find()) {
            long meeting = Long.parseLong(turn.group(2));
            String key = key(meeting, Long.parseLong(turn.group(1)));
            Long since = decidedNs.get(key);
            if (since != null) {
                toSubscriber.add(nowNs - since);
            }
            Long heard = heardNs.get(key);
            if (heard != null) {
                fromSound.add(nowNs - heard);
            }
        }
    }

    private void spent(Durations on, String key) {
        Long since = decidedNs.get(key);
        if (since != null) {
            on.add(time.nanoTime() - since);
        }
    }

    private static String key(long meeting, long turn) {
        return meeting + "/" + turn;
    }
}
