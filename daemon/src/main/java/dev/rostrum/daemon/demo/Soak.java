package dev.rostrum.daemon.demo;

import dev.rostrum.daemon.Daemon;
import dev.rostrum.daemon.Daemon.OpenSink;
import dev.rostrum.daemon.capture.CaptureAgent;
import dev.rostrum.daemon.capture.CaptureAgent.Overload;
import dev.rostrum.daemon.conductor.FrontDesk;
import dev.rostrum.daemon.event.Commands;
import dev.rostrum.daemon.event.RoomCommand;
import dev.rostrum.daemon.health.MuteStore;
import dev.rostrum.daemon.indicator.ButtonReader;
import dev.rostrum.daemon.indicator.FrontPanel;
import dev.rostrum.daemon.indicator.Indicator;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.drivers.led.LedSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Many hours of meetings through the whole daemon, faster than real time, with faults: lost samples, a microphone that
 * is pulled out, a broker that goes away, a wall clock that is set, a mute, a new meeting. What must stay flat is
 * measured; what must not be said is checked.
 */
public final class Soak {
    private static final int BLOCKS = 100;
    private static final int LOOKS = 24;
    private static final double MOST_HEAP_GROWTH_MB_PER_HOUR = 1.0;
    private static final int MOST_DESCRIPTOR_SPREAD = 8;
    private static final int MOST_THREAD_SPREAD = 12;
    private static final int LONGEST_SILENCE_SECONDS = 300;

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
     * @param hearing the path and its tracker
     * @param folder for what has to be remembered
     */
    public record Setting(double hours, Daemon.Hearing hearing, Path folder, long seed) {}

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
                new FaultySource(new CaptureFormat(rate, 1), Math.round(setting.hours() * 3600 * rate), setting.seed());
        EmbeddedBroker broker = EmbeddedBroker.start();
        List<Function<Commands, OpenSink>> sinks =
                List.of(commands -> Demo.mqtt(broker.url(), rate, clock, commands), commands -> OpenSink.of(audience));
        try (broker;
                FrontPanel panel = new FrontPanel(LedSettings.defaults(), ButtonSettings.defaults(), clock::nanoTime);
                Indicator indicator = new Indicator(panel::openLight);
                ButtonReader button = new ButtonReader(panel::openButton, ButtonSettings.defaults())) {
            FrontDesk desk = new FrontDesk(
                    indicator,
                    button,
                    new MuteStore(setting.folder()),
                    FrontDesk.ButtonRules.BUTTON_ONLY,
                    Duration.ofSeconds(1));
            CaptureAgent.Settings capture =
                    new CaptureAgent.Settings(320, Duration.ofMillis(10), Duration.ofMillis(100), Overload.WAIT);
            Daemon.Sound sound =
                    new Daemon.Sound(clock, source, Optional.empty(), capture, BLOCKS, false, setting.hearing());
            try (Daemon daemon = Daemon.start(sound, new Daemon.Room(desk, line -> {}, Duration.ZERO), sinks)) {
                watch(daemon, broker, source);
                daemon.awaitEnd().ifPresent(failures::add);
            }
        }
        return report(source);
    }

    private void watch(Daemon daemon, EmbeddedBroker broker, FaultySource source)
            throws IOException, InterruptedException {
        int rate = setting.hearing().sampleRate();
        for (int look = 1; look <= LOOKS; look++) {
            long until = Math.round(setting.hours() * 3600 * rate * look / (LOOKS + 1));
            while (daemon.capture().counts().frames() < until && !daemon.ended()) {
                Thread.sleep(20);
            }
            disturb(daemon, broker, look);
            double hours = (double) daemon.capture().counts().frames() / rate / 3600;
            SoakLog.Sample sample = log.look(hours);
            progress.accept(String.format(
                    Locale.ROOT,
                    "%.2f h of audio, heap %.0f MB, resident %.0f MB, %d files, %d threads, %d events, %d faults",
                    hours,
                    sample.usedMb(),
                    sample.residentMb(),
                    sample.descriptors(),
                    sample.threads(),
                    audience.events(),
                    source.faults()));
            check(daemon.position(), hours);
        }
    }

    private void disturb(Daemon daemon, EmbeddedBroker broker, int look) throws IOException, InterruptedException {
        switch (look % 6) {
            case 1 -> clock.jump(Duration.ofHours(look % 4 == 1 ? 1 : -1));
            case 2 -> broker.restart();
            case 3 -> {
                daemon.commands().submit(new RoomCommand.Mute(), "soak", result -> {});
                Thread.sleep(100);
                daemon.commands().submit(new RoomCommand.Unmute(), "soak", result -> {});
            }
            case 4 -> daemon.commands().submit(new RoomCommand.NewMeeting(), "soak", result -> {});
            default -> {} // a stretch with nothing but the microphone's own faults
        }
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
        Optional<String> impossible = audience.impossible();
        impossible.ifPresent(why -> failures.add("an event that cannot follow: " + why));
        failIf(log.heapSlope() > MOST_HEAP_GROWTH_MB_PER_HOUR, "the heap grows");
        failIf(log.descriptorSpread() > MOST_DESCRIPTOR_SPREAD, "the number of open files is not flat");
        failIf(log.threadSpread() > MOST_THREAD_SPREAD, "the number of threads is not flat");
        return new Report(
                List.of(
                        String.format(Locale.ROOT, "%.2f hours of audio", setting.hours()),
                        String.format(
                                Locale.ROOT,
                                "%d events, %d meetings, highest speaker number %d, %d faults injected",
                                audience.events(),
                                audience.meetings(),
                                audience.highestSpeaker(),
                                source.faults()),
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
