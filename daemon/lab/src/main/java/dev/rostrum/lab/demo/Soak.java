package dev.rostrum.lab.demo;

import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.drivers.led.LedSettings;
import dev.rostrum.service.agent.Bell;
import dev.rostrum.service.analysis.Analysis;
import dev.rostrum.service.capture.CaptureAgent;
import dev.rostrum.service.capture.CaptureAgent.Overload;
import dev.rostrum.service.composition.AudioInput;
import dev.rostrum.service.composition.Daemon;
import dev.rostrum.service.composition.OpenSink;
import dev.rostrum.service.composition.PanelChange;
import dev.rostrum.service.composition.RoomContext;
import dev.rostrum.service.conductor.PanelController;
import dev.rostrum.service.health.MuteStore;
import dev.rostrum.service.indicator.ButtonReader;
import dev.rostrum.service.indicator.FrontPanel;
import dev.rostrum.service.indicator.Indicator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Many hours of meetings through the whole daemon, faster than real time, with faults: lost samples, a microphone that
 * is pulled out, a broker that goes away, a wall clock that is set, a disk that is full, reloads, mutes. What must stay
 * flat is measured; what must not be said is checked.
 */
public final class Soak {
    private static final int BLOCKS = 100;
    private static final int LOOKS = 48;
    /** A meeting's own ups and downs are as large. */
    private static final double MOST_HEAP_GROWTH_MB = 20;

    private static final double MOST_RESIDENT_GROWTH_MB = 60;
    private static final int MOST_DESCRIPTOR_SPREAD = 8;
    private static final int MOST_THREAD_SPREAD = 12;
    private static final int LONGEST_SILENCE_SECONDS = 300;

    private final Bell bell = new Bell();
    private final Setting setting;
    private final Consumer<String> progress;
    private final JumpingClock clock = new JumpingClock();
    private final SoakAudience audience = new SoakAudience();
    private final SoakLog log = new SoakLog();
    private final List<String> failures = new ArrayList<>();

    /**
     * What the soak runs with.
     *
     * @param hours of audio
     * @param sound that the microphone hears over and over, at the rate of {@code hearing}
     * @param hearing the path and its tracker
     * @param folder for what has to be remembered
     */
    @SuppressWarnings("ArrayRecordComponent") // minutes of sound, not copied
    public record Setting(double hours, float[] sound, Analysis hearing, Path folder, long seed) {}

    /**
     * What came of it.
     *
     * @param lines figures for people
     * @param failures what must not have been; empty when all is well
     */
    public record Report(List<String> lines, List<String> failures) {
        public Report {
            lines = List.copyOf(lines);
            failures = List.copyOf(failures);
        }
    }

    private Soak(Setting setting, Consumer<String> progress) {
        this.setting = setting;
        this.progress = progress;
    }

    /** Runs to the end. */
    public static Report run(Setting setting, Consumer<String> progress) throws IOException, InterruptedException {
        return new Soak(setting, progress).run();
    }

    private Report run() throws IOException, InterruptedException {
        int rate = setting.hearing().sampleRate();
        FaultySource source =
                new FaultySource(setting.sound(), rate, Math.round(setting.hours() * 3600 * rate), setting.seed());
        EmbeddedBroker broker = EmbeddedBroker.start();
        List<OpenSink.Factory> sinks =
                List.of(Demo.mqtt(broker.url(), rate, clock)::open, (commands, stream) -> OpenSink.of(audience));
        try (broker;
                FrontPanel panel = new FrontPanel(LedSettings.defaults(), ButtonSettings.defaults(), clock::nanoTime);
                Indicator indicator = new Indicator(panel::openLight);
                ButtonReader button = new ButtonReader(panel::openButton, ButtonSettings.defaults(), bell::ring)) {
            PanelController desk = new PanelController(
                    indicator,
                    button,
                    new MuteStore(setting.folder()),
                    PanelController.ButtonRules.BUTTON_ONLY,
                    Duration.ofSeconds(1));
            CaptureAgent.Settings capture =
                    new CaptureAgent.Settings(320, Duration.ofMillis(10), Duration.ofMillis(100), Overload.WAIT);
            AudioInput sound =
                    new AudioInput(clock, source, Optional.empty(), capture, BLOCKS, false, setting.hearing());
            try (Daemon daemon = Daemon.start(sound, new RoomContext(desk, bell, line -> {}, Duration.ZERO), sinks)) {
                PanelChange change = new PanelChange(panel, indicator, button);
                watch(daemon, new SoakFaults(daemon, broker, clock, setting.folder(), change::apply), source);
                daemon.awaitEnd().ifPresent(failures::add);
            }
        }
        return report(source);
    }

    private void watch(Daemon daemon, SoakFaults faults, FaultySource source) throws IOException, InterruptedException {
        int rate = setting.hearing().sampleRate();
        for (int look = 1; look <= LOOKS; look++) {
            long until = framesAt(look);
            source.allow(framesAt(look + 1));
            while (daemon.capture().counts().frames() < until && !daemon.ended()) {
                Thread.sleep(20);
            }
            String fault = faults.inject(look, failures::add);
            double hours = (double) daemon.capture().counts().frames() / rate / 3600;
            SoakLog.Sample sample = log.look(hours);
            progress.accept(String.format(
                    Locale.ROOT,
                    "%.2f h, heap %.0f MB, resident %.0f MB, %d files, %d threads, %d events, %d microphone faults; %s",
                    hours,
                    sample.usedMb(),
                    sample.residentMb(),
                    sample.descriptors(),
                    sample.threads(),
                    audience.events(),
                    source.faults(),
                    fault));
            check(daemon.position(), hours);
        }
    }

    /** Frames of audio at this look; the first beyond the last is the end. */
    private long framesAt(int look) {
        return Math.round(setting.hours() * 3600 * setting.hearing().sampleRate() * look / (LOOKS + 1));
    }

    private void check(long position, double hours) {
        long silence =
                (position - audience.lastTurnSample()) / setting.hearing().sampleRate();
        if (silence > LONGEST_SILENCE_SECONDS) {
            failures.add(String.format(
                    Locale.ROOT, "stuck: no turn for %d s at %.2f h although somebody speaks", silence, hours));
        }
    }

    private Report report(FaultySource source) {
        audience.impossible().ifPresent(why -> failures.add("an event that cannot follow: " + why));
        Optional.of(audience.highestSpeaker())
                .filter(most -> most > SoakAudience.MOST_SPEAKERS)
                .ifPresent(most -> failures.add("speaker ids run away: " + most + " in one meeting of four people"));
        failIf(log.heapSlope() * setting.hours() > MOST_HEAP_GROWTH_MB, "the heap grows");
        failIf(log.residentSlope() * setting.hours() > MOST_RESIDENT_GROWTH_MB, "the resident memory grows");
        failIf(log.descriptorSpread() > MOST_DESCRIPTOR_SPREAD, "the number of open files is not flat");
        failIf(log.threadSpread() > MOST_THREAD_SPREAD, "the number of threads is not flat");
        return new Report(
                List.of(
                        String.format(Locale.ROOT, "%.2f hours of audio", setting.hours()),
                        String.format(
                                Locale.ROOT,
                                "%d events, %d meetings, highest speaker number %d, %d microphone faults, %d others",
                                audience.events(),
                                audience.meetings(),
                                audience.highestSpeaker(),
                                source.faults(),
                                LOOKS),
                        String.format(
                                Locale.ROOT,
                                "heap %+.3f MB and resident memory %+.3f MB per hour of audio",
                                log.heapSlope(),
                                log.residentSlope()),
                        String.format(
                                Locale.ROOT,
                                "open files within %d, threads within %d",
                                log.descriptorSpread(),
                                log.threadSpread())),
                failures);
    }

    private void failIf(boolean condition, String what) {
        if (condition) {
            failures.add(what);
        }
    }
}
