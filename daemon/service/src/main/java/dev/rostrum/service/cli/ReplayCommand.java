package dev.rostrum.service.cli;

import dev.rostrum.diarization.pipeline.EventStage;
import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.diarization.pipeline.Tracking;
import dev.rostrum.diarization.timeline.MeetingTracker;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.drivers.audio.AudioFileSource;
import dev.rostrum.drivers.audio.SourceReport;
import dev.rostrum.service.annotation.RecordingName;
import dev.rostrum.service.masks.MaskFolder;
import dev.rostrum.service.masks.MaskRecorder;
import dev.rostrum.service.replay.EmissionLog;
import dev.rostrum.service.replay.Listening;
import dev.rostrum.service.replay.ReplayOutput;
import dev.rostrum.service.replay.SoundFileListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rostrum replay}: a sound file through the whole chain. */
@Command(name = "replay", description = "Sends a WAV or FLAC file through the whole chain and writes what was heard.")
final class ReplayCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "WAV or FLAC, also a pipe; - for the standard input.")
    private Path sound = Path.of("");

    @Option(
            names = "--out",
            defaultValue = ".",
            paramLabel = "DIR",
            description = "Folder for NAME.events.jsonl, NAME.live.rttm and NAME.final.rttm (here).")
    private Path out = Path.of(".");

    @Option(
            names = "--masks",
            paramLabel = "DIR",
            description = "Gets, for each speaker, how likely he, others or nobody talks in each 20 ms (NumPy).")
    private @Nullable Path masks;

    @Mixin
    private NetworksOption models = new NetworksOption();

    @Mixin
    private LatencyOption latency = new LatencyOption();

    @Mixin
    private ArrayOption array = new ArrayOption();

    @Option(names = "--realtime", description = "At the pace of a microphone instead of as fast as can be.")
    private boolean realtime;

    ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Listening listening = array.listening(console::tell);
        double totalSeconds = AudioFileSource.opensOnce(sound) ? 0 : secondsOf(listening.file(sound));
        String name = RecordingName.of(sound);
        ReplayOutput output = new ReplayOutput(out, name);
        Optional<MaskFolder> maskFolder = Optional.ofNullable(masks).map(folder -> new MaskFolder(folder, name));
        Networks.Settings settings = latency.networks();
        try (Networks networks = Networks.load(models.settings(), settings)) {
            int rate = networks.sampleRate();
            int latencySamples = latency.samples(rate);
            MeetingTracker tracker =
                    Tracking.newTracker(networks.timed(networks.tracker(), latencySamples), networks.transform());
            List<TimelineEvent> events = new ArrayList<>();
            ProgressLine progress = new ProgressLine(console, name, Math.round(totalSeconds * rate), rate);
            SoundFileListener listener = new SoundFileListener(networks, listening);
            EventStage stage = new EventStage(tracker, events::add);
            MaskRecorder heard = new MaskRecorder(stage, latencySamples);
            SourceReport report = listener.listen(sound, pace(), maskFolder.isPresent() ? heard : stage, progress::at);
            progress.end();
            output.write(events, rate, latencySamples).forEach(console.out()::println);
            maskFolder
                    .map(to -> to.write(EmissionLog.of(events, rate), heard, latencySamples))
                    .ifPresent(console.out()::println);
            return outcome(report);
        }
    }

    /** Where some of the sound is lost, that is a failure although the rest was heard. */
    private int outcome(SourceReport report) {
        report.damage().forEach(console::tell);
        return (report.damage().isEmpty() ? ExitCode.OK : ExitCode.FAILED).number();
    }

    private SoundFileListener.Pace pace() {
        return realtime ? SoundFileListener.Pace.REAL_TIME : SoundFileListener.Pace.UNPACED;
    }

    /** Opens the file once before anything heavy is loaded: most mistakes show here. Not for a pipe. */
    private static double secondsOf(AudioFileSource sound) {
        try (sound) {
            int rate = sound.open().sampleRate();
            return (double) sound.totalFrames() / rate;
        }
    }
}
