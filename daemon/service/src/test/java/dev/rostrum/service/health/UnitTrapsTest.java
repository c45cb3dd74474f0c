package dev.rostrum.service.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.rostrum.drivers.led.LedSettings;
import dev.rostrum.drivers.led.LedSettings.Adapter;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTrapsTest {
    private static final Path PACKAGED = Path.of(
            Objects.requireNonNull(System.getProperty("rostrum.root"), "rostrum.root"), "systemd", "rostrumd.service");
    private static final String BROKER = "mqtt://192.168.7.1:1883";

    @TempDir
    Path root;

    @BeforeEach
    void installThePackagedUnit() throws IOException {
        Path folder = Files.createDirectories(root.resolve("lib/systemd/system"));
        Files.copy(PACKAGED, folder.resolve("rostrumd.service"));
    }

    @ParameterizedTest
    @CsvSource({"GPIOCHIP", "APA102", "NONE", "SIMULATED"})
    void shouldHaveNothingToSayOfThePackagedUnit(Adapter adapter) throws IOException {
        assertThat(traps(led(adapter, false), BROKER)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "MemoryDenyWriteExecute=yes, Java",
        "PrivateDevices=true, GPIO",
        "PrivateUsers=yes, groups",
        "PrivateNetwork=yes, broker",
        "DynamicUser=yes, owner",
        "ProtectClock=yes, synchronised",
        "ProcSubset=pid, /proc",
        "Type=simple, watchdog",
        "Restart=on-failure, always",
        "RestartPreventExitStatus=1 2, 78"
    })
    void shouldNameFileLineAndEffectOfAKnownTrap(String line, String effect) throws IOException {
        dropIn("50-site.conf", "[Service]\n# mine\n" + line + "\n");

        assertThat(traps(led(Adapter.NONE, false), BROKER))
                .singleElement(STRING)
                .contains("rostrumd.service.d/50-site.conf:3: " + line)
                .contains(effect);
    }

    @Test
    void shouldGoByTheLastAssignmentAndLetAnEmptyOneEmpty() throws IOException {
        dropIn("10-a.conf", "[Service]\nRestart=no\nExecStopPost=\nDeviceAllow=\n");
        dropIn("20-b.conf", "[Service]\nRestart=always\n");

        assertThat(traps(led(Adapter.APA102, false), BROKER))
                .anySatisfy(text -> assertThat(text).contains("light-off"))
                .anySatisfy(text -> assertThat(text).contains("char-spi"))
                .hasSize(2);
    }

    @Test
    void shouldWarnWhereALightMayStayLitAfterAKill() throws IOException {
        assertThat(traps(led(Adapter.GPIOCHIP, true), BROKER))
                .singleElement(STRING)
                .contains("active-low");
        assertThat(traps(led(Adapter.SYSFS_LED, false), BROKER))
                .singleElement(STRING)
                .contains("led-sysfs.conf");
    }

    @Test
    void shouldPreferTheOperatorsWholeUnit() throws IOException {
        Path own = Files.createDirectories(root.resolve("etc/systemd/system"));
        Files.writeString(own.resolve("rostrumd.service"), "[Service]\nRestart=always\n");

        assertThat(traps(led(Adapter.NONE, false), BROKER))
                .singleElement(STRING)
                .contains("StartLimitIntervalSec");
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, true",
        "172.31.0.1, true",
        "172.32.0.1, false",
        "192.168.0.9, true",
        "127.0.0.1, true",
        "8.8.8.8, false",
        "fd12::1, true",
        "fe80::1, true",
        "fc00::1, false",
        "2001:db8::7, false",
        "::1, true"
    })
    void shouldReachPrivateAddressesOnly(String address, boolean reached) throws IOException {
        UnitFile unit = UnitFile.installed(root).orElseThrow();

        assertThat(AddressRules.of(unit).allows(InetAddress.ofLiteral(address))).isEqualTo(reached);
    }

    @Test
    void shouldNameTheRuleThatKeepsTheBrokerAwayUntilItIsAllowed() throws IOException {
        String broker = "mqtts://203.0.113.7:8883";
        assertThat(traps(led(Adapter.NONE, false), broker))
                .singleElement(STRING)
                .contains("IPAddressDeny")
                .contains("public-broker.conf");

        dropIn("public-broker.conf", "[Service]\nIPAddressAllow=203.0.113.7\n");
        assertThat(traps(led(Adapter.NONE, false), broker)).isEmpty();
    }

    @Test
    void shouldFindNoUnitWhereNoneIsInstalled(@TempDir Path empty) throws IOException {
        assertThat(UnitFile.installed(empty)).isEmpty();
    }

    private List<String> traps(LedSettings led, String broker) throws IOException {
        return UnitTraps.in(UnitFile.installed(root).orElseThrow(), led, broker);
    }

    private void dropIn(String name, String text) throws IOException {
        Path folder = Files.createDirectories(root.resolve("etc/systemd/system/rostrumd.service.d"));
        Files.writeString(folder.resolve(name), text);
    }

    private static LedSettings led(Adapter adapter, boolean activeLow) {
        LedSettings usual = LedSettings.defaults();
        return new LedSettings(
                adapter,
                usual.chip(),
                List.of("LED"),
                activeLow,
                "rostrum:green:status",
                usual.spiDevice(),
                usual.ringLeds(),
                usual.ringBrightness());
    }
}
