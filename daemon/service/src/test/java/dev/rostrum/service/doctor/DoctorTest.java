package dev.rostrum.service.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.DeviceException.Fault;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.drivers.audio.SourceReport;
import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.drivers.led.LedSettings;
import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.service.config.ConfigLoader;
import dev.rostrum.service.config.DaemonConfig;
import dev.rostrum.service.config.NamedFiles;
import dev.rostrum.service.doctor.Finding.Verdict;
import dev.rostrum.service.health.AddressRules;
import dev.rostrum.service.health.SelfTest;
import dev.rostrum.service.indicator.FrontPanel;
import dev.rostrum.service.mqtt.link.MqttSettings;
import dev.rostrum.service.people.PeopleSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault that is no broker's, planted and found by name. */
class DoctorTest {
    private static final int RATE = 16_000;
    private static final String MAIN = "dev.rostrum.service.cli.Main";

    @TempDir
    Path root;

    @BeforeEach
    void installSound() throws IOException {
        Path folder = Files.createDirectories(root.resolve("usr/lib/x86_64-linux-gnu"));
        Files.createFile(folder.resolve("libasound.so.2"));
    }

    @Test
    void shouldFindNothingWrongWithGoodMicrophones() throws InterruptedException {
        assertThat(faults(sound(Trouble.NONE))).isEmpty();
    }

    @Test
    void shouldMissLibasound() throws Exception {
        Files.delete(root.resolve("usr/lib/x86_64-linux-gnu/libasound.so.2"));

        assertThat(faults(sound(Trouble.NONE))).containsExactly("no-libasound");
    }

    @ParameterizedTest
    @CsvSource({
        "NO_CARD, no-card",
        "WRONG_CARD, wrong-card",
        "CARD_BUSY, card-busy",
        "TOO_FEW_CHANNELS, too-few-channels",
        "NO_PERMISSION, no-permission"
    })
    void shouldNameACardThatDoesNotOpen(Fault fault, String word) throws InterruptedException {
        SoundCheck check = new SoundCheck(
                root,
                () -> {
                    throw new DeviceException(fault, "it does not open");
                },
                Duration.ofSeconds(1));

        assertThat(faults(check)).containsExactly(word);
    }

    @ParameterizedTest
    @CsvSource({"SILENT, microphone-dead", "INVERTED, microphone-inverted", "CLIPPING, microphone-clipping"})
    void shouldNameAMicrophoneThatIsWrong(Trouble trouble, String word) throws InterruptedException {
        List<Finding> findings = sound(trouble).look();

        assertThat(findings)
                .filteredOn(one -> one.fault().equals(word))
                .isNotEmpty()
                .allSatisfy(one -> {
                    assertThat(one.verdict()).isEqualTo(Verdict.FAILED);
                    assertThat(one.remedy()).isNotBlank();
                    assertThat(one.detail()).contains("channel 2");
                });
    }

    @Test
    void shouldNotTakeDigitalSilenceOfTwentySecondsForHealthyNorForDead() throws InterruptedException {
        List<Finding> findings = sound(Trouble.ALL_SILENT).look();

        assertThat(findings).filteredOn(one -> one.verdict() == Verdict.FAILED).isEmpty();
        assertThat(findings)
                .filteredOn(one -> one.fault().equals("microphone-gated"))
                .hasSize(4)
                .allSatisfy(one -> assertThat(one.verdict()).isEqualTo(Verdict.DOUBTFUL));
    }

    @Test
    void shouldNameACardThatOpensAndIsMute() throws InterruptedException {
        assertThat(faults(sound(Trouble.NOTHING_COMES))).containsExactly("no-sound");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"WRONG_CHIP", "WRONG_LINE", "LINE_BUSY", "NO_PERMISSION"})
    void shouldNameAPanelThatDoesNotOpen(Fault fault) throws InterruptedException {
        PanelCheck check = new PanelCheck(() -> () -> {}, () -> {
            throw new DeviceException(fault, "GPIO line 'BUTTON'");
        });

        assertThat(faults(check))
                .containsExactly(fault.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    }

    @Test
    void shouldNameBadWeights() throws InterruptedException {
        SelfTest broken = new SelfTest(System::nanoTime, () -> "", () -> ModelBundle.in(root.resolve("nowhere")));

        assertThat(faults(new NetworksCheck(broken))).containsExactly("bad-weights");
    }

    @Test
    void shouldNameWeightsOfWhichAByteIsWrong() throws Exception {
        for (String name : List.of("manifest.json", "segmentation.safetensors", "embedding.safetensors")) {
            try (InputStream in = ModelBundle.class.getResourceAsStream("/dev/rostrum/model/networks/" + name)) {
                Files.copy(in, root.resolve(name));
            }
        }
        byte[] weights = Files.readAllBytes(root.resolve("embedding.safetensors"));
        weights[weights.length / 2] ^= 1;
        Files.write(root.resolve("embedding.safetensors"), weights);
        SelfTest broken = new SelfTest(System::nanoTime, () -> "", () -> ModelBundle.in(root));

        List<Finding> findings = new NetworksCheck(broken).look();

        assertThat(findings)
                .filteredOn(one -> one.fault().equals("bad-weights"))
                .singleElement()
                .satisfies(one -> assertThat(one.detail()).contains("embedding.safetensors", "SHA-256"));
    }

    @Test
    void shouldNameAChipThatThisMachineLacks() throws Exception {
        LedSettings led = new LedSettings(
                LedSettings.Adapter.GPIOCHIP,
                "no-such-chip",
                List.of("7"),
                false,
                "",
                Path.of("/dev/spidev0.0"),
                12,
                4);
        try (FrontPanel panel = new FrontPanel(led, ButtonSettings.defaults(), System::nanoTime)) {
            assertThat(faults(new PanelCheck(panel::openLight, panel::openButton)))
                    .containsExactly("wrong-chip");
        }
    }

    @Test
    void shouldNameNativeLibrariesThatCannotBeUsedWithTheReason() {
        SelfTest unused = new SelfTest(
                System::nanoTime,
                () -> {
                    throw new ModelException("/some/where: no room");
                },
                ModelBundle::packaged);

        assertThat(new NetworksCheck(unused).look())
                .filteredOn(one -> one.fault().equals("no-native-libraries"))
                .singleElement()
                .satisfies(one -> assertThat(one.detail()).contains("/some/where: no room"));
    }

    @Test
    void shouldNameAFullDiskAndAFolderThatTakesNothing() throws InterruptedException {
        assertThat(faults(new DiskCheck(Map.of("state", root), folder -> 1_000)))
                .containsExactly("disk-full");
        assertThat(faults(new DiskCheck(Map.of("state", root), folder -> 1_000_000_000)))
                .isEmpty();
        assertThat(faults(new DiskCheck(Map.of("state", Path.of("/proc"))))).containsExactly("not-writable");
        assertThat(faults(new DiskCheck(Map.of("state", root.resolve("absent")))))
                .containsExactly("folder-missing");
    }

    @Test
    void shouldNameAMissingGroupAndAServiceThatIsDown() throws InterruptedException {
        Map<String, String> running = Map.of(
                "LoadState", "loaded", "ActiveState", "active", "User", "rostrum", "SupplementaryGroups", "audio spi");
        List<String> groups = List.of("audio:x:29:pulse", "spi:x:900:", "gpio:x:901:other");
        Map<String, String> down = Map.of("LoadState", "loaded", "ActiveState", "failed", "Result", "exit-code");

        assertThat(faults(new ServiceCheck(new ServiceFacts(running), groups))).containsExactly("group-missing");
        assertThat(faults(new ServiceCheck(new ServiceFacts(running), List.of("audio:x:29:", "spi:x:1:"))))
                .containsExactly("group-missing");
        assertThat(faults(new ServiceCheck(
                        new ServiceFacts(running), List.of("audio:x:1:", "spi:x:2:", "gpio:x:901:rostrum"))))
                .isEmpty();
        assertThat(faults(new ServiceCheck(new ServiceFacts(down), groups))).contains("not-running");
        assertThat(faults(new ServiceCheck(new ServiceFacts(Map.of()), groups))).containsExactly("no-service");
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.1.9, true",
        "127.0.0.1, true",
        "8.8.8.8, false",
        "fd00::1, true",
        "2001:db8::1, false",
        "172.32.0.1, false"
    })
    void shouldKnowWhichAddressesTheUnitBlocks(String address, boolean allowed) {
        ServiceFacts facts = new ServiceFacts(Map.of(
                "IPAddressDeny", "0.0.0.0/0 ::/0",
                "IPAddressAllow", "127.0.0.0/8 ::1/128 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fd00::/8"));

        assertThat(facts.addressRules().allows(InetAddress.ofLiteral(address))).isEqualTo(allowed);
        assertThat(new ServiceFacts(Map.of()).addressRules().allows(InetAddress.ofLiteral(address)))
                .isTrue();
    }

    @Test
    void shouldNameABrokerThatTheUnitBlocks() throws InterruptedException {
        AddressRules onlyElsewhere = new AddressRules(List.of("10.0.0.0/8"), List.of("any"));
        MqttSettings settings = MqttSettings.defaults();

        assertThat(faults(new BrokerCheck(settings, "r1", onlyElsewhere))).contains("address-blocked");
    }

    @Test
    void shouldPassOnWhatARunningDaemonSays() throws InterruptedException {
        RunningCheck well = new RunningCheck("{\"phase\":\"listening\",\"degraded\":[]}");
        RunningCheck ill = new RunningCheck("{\"phase\":\"no-microphone\",\"degraded\":[\"broker-offline\"]}");

        assertThat(faults(well)).isEmpty();
        assertThat(faults(ill)).containsExactly("no-microphone", "broker-offline");
    }

    @Test
    void shouldNameFilesThatTheConfigurationNamesAndNobodyCanUse() throws Exception {
        Path key = Files.write(root.resolve("key"), new byte[8]);
        Path empty = Files.createFile(root.resolve("empty"));
        DaemonConfig config = ConfigLoader.parse("r.yaml", """
            mqtt: {login: {password-file: %1$s/password}, tls: {ca-file: %2$s}}
            status: {token-file: %1$s}
            """.formatted(root, empty));

        assertThat(faults(new FilesCheck(NamedFiles.of(config), root, config.people())))
                .containsExactlyInAnyOrder("file-missing", "file-empty", "file-unreadable");
        PeopleSettings shortKey = new PeopleSettings(true, Optional.of(key));
        assertThat(faults(new FilesCheck(Map.of("people.key-file", key), root, shortKey)))
                .containsExactly("voices-unreadable");
        assertThat(faults(new FilesCheck(Map.of(), root, PeopleSettings.defaults())))
                .isEmpty();
    }

    @Test
    void shouldReadItsOwnReport() throws Exception {
        DoctorReport report = new DoctorReport(
                List.of(
                        Finding.fine("config", "a \"quoted\" name"),
                        Finding.doubtful("service", "restarted", "5 times", "look"),
                        Finding.failed("disk", "disk-full", "0 MB", "make room")),
                1.5);

        assertThat(DoctorReport.read(report.json())).isEqualTo(report);
        assertThatThrownBy(() -> DoctorReport.read("")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> DoctorReport.read("{\"schema\":1")).isInstanceOf(IOException.class);
    }

    @Test
    void shouldSayThatItLookedAsRootWhereTheUserCannotRunIt() throws Exception {
        List<Finding> findings =
                new ServiceEyes(List.of("/nowhere/java", MAIN, "doctor")).look("no-such-user", root.resolve("r.yaml"));

        assertThat(ServiceEyes.blind(findings)).isTrue();
        assertThat(findings.getFirst().remedy()).contains("sudo -u no-such-user");
    }

    @Test
    void shouldLookItselfWhereNobodyLookedForIt() {
        Finding config = Finding.fine("config", "fine");
        Finding failed = Finding.failed("doctor", "check-failed", "java.io.IOException: /proc", "tell the maintainers");

        assertThat(ServiceEyes.blind(List.of())).isTrue();
        assertThat(ServiceEyes.blind(List.of(failed))).isTrue();
        assertThat(ServiceEyes.blind(List.of(config))).isFalse();
        assertThat(ServiceEyes.blind(List.of(config, failed))).isFalse();
    }

    @Test
    @Timeout(60)
    void shouldNotWaitForAServiceThatHangsWhileItLooks() throws Exception {
        assumeTrue(Files.getOwner(root).getName().equals("root"), "only root can look as somebody else");
        Path begun = root.resolve("begun");
        List<String> hangs = List.of("/bin/sh", "-c", "touch " + begun + "; exec sleep 600", MAIN);

        List<Finding> findings = new ServiceEyes(hangs, Duration.ofSeconds(2)).look("root", root.resolve("r.yaml"));

        assertThat(begun).exists();
        assertThat(ServiceEyes.blind(findings)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {MAIN, "dev.rostrum.lab.Lab"})
    void shouldReadWhatTheServiceSaysBesideItsErrors(String main) throws Exception {
        assumeTrue(Files.getOwner(root).getName().equals("root"), "only root can look as somebody else");
        DoctorReport report = new DoctorReport(List.of(Finding.fine("config", "Raum f\u00fcr alle")), 1);
        Path said = Files.writeString(root.resolve("said"), report.json());
        List<String> speaks = List.of("/bin/sh", "-c", "echo warning >&2; cat " + said, main);

        assertThat(new ServiceEyes(speaks).look("root", root.resolve("r.yaml"))).isEqualTo(report.findings());
    }

    @Test
    void shouldWaitForWhatIsComputedOnABusyMachine() throws InterruptedException {
        Duration usual = Duration.ofMillis(50);
        Check busy = new Check() {
            @Override
            public String part() {
                return "networks";
            }

            @Override
            public Duration patience(Duration asUsual) {
                return asUsual.plusSeconds(30);
            }

            @Override
            public List<Finding> look() {
                long endNs = System.nanoTime() + 3 * usual.toNanos();
                while (System.nanoTime() < endNs) {
                    Thread.onSpinWait();
                }
                return List.of(Finding.fine("networks", "computed"));
            }
        };

        assertThat(new NetworksCheck(new SelfTest(System::nanoTime)).patience(usual))
                .isGreaterThan(usual.plusSeconds(30));
        assertThat(new Doctor(List.of(busy), usual).look())
                .extracting(Finding::detail)
                .containsExactly("computed");
    }

    @Test
    void shouldNotWaitForACheckThatHangs() throws InterruptedException {
        Check hangs = new Check() {
            @Override
            public String part() {
                return "broker";
            }

            @Override
            public List<Finding> look() throws InterruptedException {
                new CountDownLatch(1).await();
                return List.of();
            }
        };
        List<Finding> findings =
                new Doctor(List.of(hangs, new DiskCheck(Map.of("state", root))), Duration.ofMillis(300)).look();

        assertThat(findings).extracting(Finding::fault).containsExactly("no-answer", "");
        assertThat(new DoctorReport(findings, 0.3).well()).isFalse();
    }

    enum Trouble {
        NONE,
        SILENT,
        ALL_SILENT,
        INVERTED,
        CLIPPING,
        NOTHING_COMES
    }

    private SoundCheck sound(Trouble trouble) {
        Supplier<AudioSource> source = () -> new FourMicrophones(trouble);
        return new SoundCheck(root, source, Duration.ofMillis(trouble == Trouble.NOTHING_COMES ? 100 : 20_000));
    }

    private static List<String> faults(Check check) throws InterruptedException {
        return check.look().stream()
                .map(Finding::fault)
                .filter(fault -> !fault.isEmpty())
                .toList();
    }

    /** Speech-like bursts on four channels, the third one in trouble; as fast as it is read. */
    private static final class FourMicrophones implements AudioSource {
        private final Trouble trouble;
        private final Random random = new Random(7);
        private long position;
        private double low;

        FourMicrophones(Trouble trouble) {
            this.trouble = trouble;
        }

        @Override
        public CaptureFormat open() {
            return new CaptureFormat(RATE, 4);
        }

        @Override
        public Outcome read(AudioBlock block) {
            if (trouble == Trouble.NOTHING_COMES) {
                return Outcome.NOT_YET;
            }
            int frames = block.channel(0).length;
            block.filled(frames, position, 0);
            for (int i = 0; i < frames; i++, position++) {
                double burst = position / RATE % 3 == 0 ? 0.0 : 0.2;
                low += 0.15 * (random.nextGaussian() - low);
                for (int channel = 0; channel < 4; channel++) {
                    double value = burst * low + 0.0005 * random.nextGaussian();
                    block.channel(channel)[i] = (float) (channel == 2 ? spoilt(value) : all(value));
                }
            }
            return Outcome.FRAMES;
        }

        private double all(double value) {
            return trouble == Trouble.ALL_SILENT ? 0 : value;
        }

        private double spoilt(double value) {
            return switch (trouble) {
                case SILENT, ALL_SILENT -> 0;
                case INVERTED -> -value;
                case CLIPPING -> Math.clamp(60 * value, -1, 1);
                case NONE, NOTHING_COMES -> value;
            };
        }

        @Override
        public SourceReport report() {
            return SourceReport.NONE;
        }

        @Override
        public void close() {}
    }
}
