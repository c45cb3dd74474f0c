package dev.rostrum.service.doctor;

import dev.rostrum.diarization.enrolment.Person;
import dev.rostrum.drivers.clock.KernelClock;
import dev.rostrum.drivers.led.LedSettings;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.service.capture.AudioSettings;
import dev.rostrum.service.config.ConfigException;
import dev.rostrum.service.config.ConfigLoader;
import dev.rostrum.service.config.DaemonConfig;
import dev.rostrum.service.config.NamedFiles;
import dev.rostrum.service.control.ControlClient;
import dev.rostrum.service.control.ControlReply;
import dev.rostrum.service.control.ControlRequest;
import dev.rostrum.service.doctor.Finding.Verdict;
import dev.rostrum.service.health.SelfTest;
import dev.rostrum.service.indicator.FrontPanel;
import dev.rostrum.service.people.PeopleStore;
import dev.rostrum.service.unit.UnitId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The doctor on this machine: from the configuration to a report. Caller's thread. */
public final class Consultation {
    /** From the start of the process on; what is left of ten seconds is for ending it. */
    private static final Duration PATIENCE = Duration.ofMillis(9_300);
    /** A process that is older than would leave this was not started for the doctor. */
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(2);

    private static final Duration LISTEN = Duration.ofMillis(2500);
    private static final int COMMAND_SECONDS = 5;
    private static final Path ROOT = Path.of("/");
    /** This release cannot have run before. */
    private static final Instant RELEASED = Instant.parse("2026-11-01T00:00:00Z");

    private final Path file;

    /** @param file the configuration; where it is absent, the defaults are looked at */
    public Consultation(Path file) {
        this.file = file;
    }

    /** Looks at everything. */
    public DoctorReport run() throws InterruptedException {
        long beganNs = System.nanoTime();
        List<Finding> findings = new ArrayList<>();
        DaemonConfig config = config(findings);
        List<Finding> seen = asTheService(config);
        if (ServiceEyes.blind(seen)) {
            findings.addAll(seen);
            findings.addAll(new Doctor(checks(config), patience()).look());
        } else {
            findings = seen;
        }
        return new DoctorReport(findings, (System.nanoTime() - beganNs) / 1e9);
    }

    /** All that the service's user finds; nothing where that is whoever asks. */
    private List<Finding> asTheService(DaemonConfig config) throws InterruptedException {
        try {
            Optional<String> user = ServiceEyes.user(config.unit().stateFolder());
            return user.isEmpty() ? List.of() : ServiceEyes.ofProcess().look(user.get(), file);
        } catch (IOException e) {
            return List.of(Finding.failed(
                    ServiceEyes.PART, "check-failed", e.toString(), "tell the maintainers, with --bundle"));
        }
    }

    /** Writes what the maintainers need, without the names of enrolled people. */
    public void writeArchive(Path archive, DoctorReport report) throws IOException {
        List<Finding> problems = new ArrayList<>();
        DaemonConfig config = config(problems);
        boolean loaded = problems.stream().allMatch(finding -> finding.verdict() == Verdict.FINE);
        new SupportArchive(Consultation::output, names(config))
                .write(archive, report, loaded ? Optional.of(config) : Optional.empty(), file);
    }

    /** Of enrolled people; empty where nobody can say them, so that nothing may be told that could hold one. */
    private static Optional<List<String>> names(DaemonConfig config) {
        try {
            PeopleStore store = new PeopleStore(config.unit().stateFolder(), config.people());
            return Optional.of(store.people().stream().map(Person::name).toList());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Duration patience() {
        Duration past = ProcessHandle.current()
                .info()
                .startInstant()
                .map(start -> Duration.between(start, Instant.now()))
                .orElse(Duration.ZERO);
        boolean fromStart = !past.isNegative() && past.compareTo(PATIENCE.minus(LEAST_PATIENCE)) < 0;
        return fromStart ? PATIENCE.minus(past) : PATIENCE;
    }

    private DaemonConfig config(List<Finding> findings) {
        if (!Files.exists(file)) {
            findings.add(Finding.doubtful(
                    "config", "no-config", file + " is not there; looking at the defaults", "name it with --config"));
            return DaemonConfig.defaults();
        }
        try {
            DaemonConfig config = ConfigLoader.load(file);
            findings.add(Finding.fine("config", file + ": fine"));
            return config;
        } catch (ConfigException e) {
            for (String problem : e.problems()) {
                findings.add(Finding.failed("config", "bad-config", problem, "correct that line"));
            }
            return DaemonConfig.defaults();
        }
    }

    private static List<Check> checks(DaemonConfig config) {
        ServiceFacts service = ServiceFacts.ask(Consultation::output);
        List<Check> checks = new ArrayList<>();
        checks.addAll(daemonOrDevices(config));
        checks.add(new NetworksCheck(new SelfTest(
                System::nanoTime, () -> ModelBundle.of(config.listening().networks()))));
        String unit = config.unit().id().orElseGet(new UnitId(ROOT)::find);
        checks.add(new BrokerCheck(config.mqtt(), unit, service.addressRules()));
        checks.add(new FilesCheck(NamedFiles.of(config), config.unit().stateFolder(), config.people()));
        ClockCheck.Keeper keeper = new ClockCheck.Machine(new KernelClock()::kept, Consultation::output);
        checks.add(new ClockCheck(Instant::now, RELEASED, keeper));
        checks.add(new DiskCheck(Map.of(
                "unit.state-folder", config.unit().stateFolder(),
                "unit.runtime-folder", config.unit().runtimeFolder())));
        checks.add(new ServiceCheck(service, lines(ROOT.resolve("etc/group"))));
        return checks;
    }

    /** Devices are looked at where no daemon holds them. */
    private static List<Check> daemonOrDevices(DaemonConfig config) {
        try {
            Optional<String> running = status(config.unit().runtimeFolder());
            return running.<List<Check>>map(status -> List.of(new RunningCheck(status)))
                    .orElseGet(() -> {
                        AudioSettings audio = config.audio();
                        return List.of(
                                new SoundCheck(ROOT, () -> audio.newRawSource(System::nanoTime), LISTEN),
                                panel(config));
                    });
        } catch (IOException e) {
            return List.of(new UnaskedCheck(String.valueOf(e.getMessage())));
        }
    }

    private static Check panel(DaemonConfig config) {
        LedSettings led = config.panel().light().settings();
        FrontPanel panel = new FrontPanel(led, config.panel().button().settings(), System::nanoTime);
        return new PanelCheck(panel::openLight, panel::openButton);
    }

    private static Optional<String> status(Path runtimeFolder) throws IOException {
        return new ControlClient(runtimeFolder).ask(new ControlRequest.Status()).flatMap(reply -> switch (reply) {
            case ControlReply.Status status -> Optional.of(status.json());
            case ControlReply.Done done -> Optional.empty();
            case ControlReply.Refused refused -> Optional.empty();
        });
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** What a program prints within five seconds; nothing where it is not there. */
    private static String output(List<String> words) {
        try {
            Path file = Files.createTempFile("rostrum-doctor", ".txt");
            try {
                Process process = new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(file.toFile())
                        .start();
                if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
                return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
