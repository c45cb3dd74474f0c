package dev.rostrum.service.cli;

import dev.rostrum.diarization.enrolment.EnrolmentWarnings;
import dev.rostrum.diarization.enrolment.OpenSetIdentification;
import dev.rostrum.diarization.enrolment.Person;
import dev.rostrum.diarization.enrolment.SoloPieces;
import dev.rostrum.diarization.frontend.FirstChannel;
import dev.rostrum.diarization.pipeline.ListeningPipeline;
import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.model.tensorflow.LoadedModels;
import dev.rostrum.service.capture.AudioSettings;
import dev.rostrum.service.capture.CapturedSound;
import dev.rostrum.service.config.DaemonConfig;
import dev.rostrum.service.control.ControlClient;
import dev.rostrum.service.control.ControlRequest;
import dev.rostrum.service.people.Enrolment;
import dev.rostrum.service.people.PeopleStore;
import dev.rostrum.service.replay.SoundFileListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rostrum enrol}: somebody who agrees is called by name from now on. */
@Command(
        name = "enrol",
        description = "Learns the voice of somebody who agreed to it, from a recording or from the microphones.")
final class EnrolCommand implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofSeconds(999);

    private final Console console;

    @Parameters(index = "0", paramLabel = "NAME", description = "How the person is called.")
    private String name = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = "WAV or FLAC with this voice alone.")
    private @Nullable Path file;

    @Option(names = "--live", paramLabel = "20s", description = "Listens to the microphones for so long instead.")
    private @Nullable Duration live;

    @Option(
            names = "--consent",
            required = true,
            paramLabel = "TEXT",
            description = "What the person agreed to, in words; kept with the time.")
    private String consent = "";

    @Mixin
    private ArrayOption array = new ArrayOption();

    @Mixin
    private RunningDaemon daemon = new RunningDaemon();

    EnrolCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        DaemonConfig config = daemon.configuration();
        if (!config.people().enabled()) {
            return console.fail(
                    ExitCode.CONFIGURATION,
                    "nobody may be enrolled here: people.enabled is false in the configuration");
        }
        if ((file == null) == (live == null)) {
            return console.fail(ExitCode.USAGE, "name a FILE, or say --live 20s");
        }
        if (live != null && !DurationOption.within(live, Duration.ofSeconds(1), LONGEST)) {
            return console.fail(ExitCode.USAGE, "--live is from 1s to 999s");
        }
        if (live != null && array.isChosen()) {
            return console.fail(ExitCode.USAGE, "--array and --channel go with a FILE, not with --live");
        }
        ModelBundle bundle = ModelBundle.of(config.listening().networks());
        Optional<OpenSetIdentification> openSet = OpenSetIdentification.of(bundle);
        if (openSet.isEmpty()) {
            return console.fail(
                    ExitCode.CONFIGURATION, "nobody can be enrolled: " + OpenSetIdentification.unfitted(bundle));
        }
        PeopleStore store = new PeopleStore(config.unit().stateFolder(), config.people());
        Enrolment enrolment = new Enrolment(
                store, openSet.get(), bundle.manifest().network("embedding").identity());
        int code = enrol(enrolment, config);
        if (code == ExitCode.OK.number()) {
            tellDoubts(store, bundle, openSet.get());
        }
        return code;
    }

    private int enrol(Enrolment enrolment, DaemonConfig config) throws IOException {
        if (file == null) {
            ControlClient running = new ControlClient(config.unit().runtimeFolder());
            if (running.ask(new ControlRequest.Status()).isPresent()) {
                return new EnrolmentByDaemon(running, console)
                        .enrol(new ControlRequest.Enrol(name, consent, Objects.requireNonNull(live)));
            }
        }
        SoloPieces pieces = heard(config);
        Optional<String> tooLittle = enrolment.store(name, consent, pieces, Instant.now());
        if (tooLittle.isPresent()) {
            return console.fail(ExitCode.FAILED, tooLittle.get());
        }
        console.out().printf(Locale.ROOT, "%s: enrolled from %.1f s of speech%n", name, pieces.seconds());
        return ExitCode.OK.number();
    }

    private void tellDoubts(PeopleStore store, ModelBundle bundle, OpenSetIdentification openSet) throws IOException {
        List<Person> comparable = store.people().stream()
                .flatMap(person -> person.heardBy(bundle).stream())
                .toList();
        EnrolmentWarnings.about(name.strip(), comparable, openSet).forEach(doubt -> console.tell("warning: " + doubt));
    }

    private SoloPieces heard(DaemonConfig config) {
        SoloPieces pieces = new SoloPieces();
        try (Networks networks = Networks.load(
                LoadedModels.Settings.defaults().with(config.listening().networks()), Networks.Settings.defaults())) {
            if (file != null) {
                new SoundFileListener(networks, array.listening(console::tell))
                        .listen(file, SoundFileListener.Pace.UNPACED, pieces, sample -> {})
                        .requireWhole();
            } else {
                Duration howLong = Objects.requireNonNull(live);
                console.tell("listening for " + howLong.toSeconds() + " s, speak now");
                listen(config.audio(), networks, pieces, howLong);
            }
        }
        return pieces;
    }

    private static void listen(AudioSettings audio, Networks networks, SoloPieces pieces, Duration howLong) {
        ListeningPipeline pipeline = networks.newPipeline(pieces);
        try (AudioSource source = audio.newSource(networks.sampleRate(), System::nanoTime)) {
            CaptureFormat format = source.open();
            FirstChannel mono = new FirstChannel(CapturedSound.format(format), networks.sampleRate());
            AudioBlock block = new AudioBlock(format.channels(), format.sampleRate() / 50);
            long wanted = howLong.toMillis() * networks.sampleRate() / 1000;
            long endNs = System.nanoTime() + 2 * howLong.toNanos();
            while (pipeline.nextSample() < wanted && System.nanoTime() < endNs) {
                switch (source.read(block)) {
                    case FRAMES -> mono.accept(new CapturedSound(block), pipeline);
                    case NOT_YET -> LockSupport.parkNanos(2_000_000);
                    case END, LOST -> endNs = System.nanoTime();
                }
            }
            pipeline.finish();
        }
    }
}
