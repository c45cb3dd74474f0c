package dev.rostrum.service.health;

import dev.rostrum.drivers.led.LedSettings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The known ways to break the daemon by editing its unit, and what the unit lacks for the configured devices. */
public final class UnitTraps {
    private static final Set<String> YES = Set.of("yes", "true", "on", "1");

    private final UnitFile unit;
    private final List<String> warnings = new ArrayList<>();

    private UnitTraps(UnitFile unit) {
        this.unit = unit;
    }

    /**
     * Everything that is to be said of {@code unit}, each with file and line, effect and remedy.
     *
     * @param led the status light
     * @param broker as configured, {@code mqtt://host:port}
     */
    public static List<String> in(UnitFile unit, LedSettings led, String broker) {
        UnitTraps traps = new UnitTraps(unit);
        traps.switches();
        traps.restarting();
        traps.light(led);
        traps.broker(broker);
        return List.copyOf(traps.warnings);
    }

    private void switches() {
        refuseYes("MemoryDenyWriteExecute", "Java compiles at run time and ends at once; leave it at no");
        refuseYes(
                "PrivateDevices", "hides sound cards, GPIO chips and SPI; leave it at no, DeviceAllow limits devices");
        refuseYes("PrivateUsers", "takes the groups audio, gpio and spi away; leave it at no");
        refuseYes("PrivateNetwork", "keeps the daemon from every broker; leave it at no");
        refuseYes("DynamicUser", "changes the owner of /var/lib/rostrum; the package makes the user rostrum");
        refuseYes(
                "ProtectClock",
                "keeps the kernel from saying whether the clock is synchronised; leave it at no, for without"
                        + " CAP_SYS_TIME nobody here sets it");
        unit.last("ProcSubset")
                .filter(line -> line.value().equals("pid"))
                .ifPresent(line -> warn(line, "hides the /proc that Java reads; leave it at all"));
        unit.last("Type")
                .filter(line -> !line.value().startsWith("notify"))
                .ifPresent(line -> warn(line, "loses readiness, status and watchdog; leave it at notify"));
        List<String> families = unit.words("RestrictAddressFamilies");
        if (!families.isEmpty() && !families.contains("AF_NETLINK")) {
            unit.last("RestrictAddressFamilies")
                    .ifPresent(line -> warn(line, "Java needs AF_NETLINK to find network cards; add it"));
        }
    }

    private void restarting() {
        unit.last("Restart")
                .filter(line -> !line.value().equals("always"))
                .ifPresent(line -> warn(line, "the unit stays off after some failures; an appliance wants always"));
        Optional<UnitFile.Line> limit = unit.last("StartLimitIntervalSec").or(() -> unit.last("StartLimitInterval"));
        if (limit.isEmpty() || !limit.get().value().matches("0[a-z]*")) {
            limit.ifPresentOrElse(
                    line -> warn(line, "after a few restarts the unit stays off; set it to 0"),
                    () -> warnings.add("the unit sets no StartLimitIntervalSec=0: it stays off after a few restarts"));
        }
        unit.last("RestartPreventExitStatus")
                .filter(line -> !line.value().matches("(.*\\s)?78(\\s.*)?"))
                .ifPresent(line -> warn(line, "a wrong configuration is started for ever; name 78"));
    }

    private void light(LedSettings led) {
        boolean stopCommand =
                unit.all("ExecStopPost").stream().anyMatch(line -> line.value().contains("light-off"));
        switch (led.adapter()) {
            case GPIOCHIP -> {
                if (led.activeLow()) {
                    warnings.add("the light is active-low: after kill -9 the kernel lets go of its line, and whether it"
                            + " is dark then depends on the pin's pull-up; wire one, or try it with kill -9");
                }
                needDevice("char-gpiochip", "the light's GPIO chip");
            }
            case SYSFS_LED -> {
                boolean writable = unit.words("ReadWritePaths").stream().anyMatch(path -> path.contains("/sys/"));
                if (unit.last("ProtectKernelTunables")
                                .filter(line -> YES.contains(line.value()))
                                .isPresent()
                        && !writable) {
                    warnings.add("the unit lets nobody write /sys/class/leds/" + led.sysfsName()
                            + ": copy the drop-in led-sysfs.conf and name the light there");
                }
            }
            case APA102 -> {
                if (!stopCommand) {
                    warnings.add("after kill -9 the ring keeps what it last showed, because the unit has no"
                            + " ExecStopPost with 'rostrum light-off': put the packaged line back");
                }
                needDevice("char-spi", "the ring's SPI device");
            }
            case SIMULATED, NONE -> {}
        }
    }

    private void needDevice(String device, String what) {
        boolean closed = unit.last("DevicePolicy")
                .filter(line -> !line.value().equals("auto"))
                .isPresent();
        List<String> allowed = unit.words("DeviceAllow");
        boolean named = allowed.stream().anyMatch(word -> word.startsWith(device) || word.startsWith("/dev/"));
        if (closed && !named) {
            warnings.add(
                    "the unit allows no " + device + ", " + what + " stays shut: add DeviceAllow=" + device + " rw");
        }
    }

    /** Only a broker given as a number can be judged here; a name is the doctor's to look up. */
    private void broker(String broker) {
        String host = broker.replaceAll("^[a-z]+://|:\\d+$", "").replaceAll("^\\[|\\]$", "");
        try {
            InetAddress address = InetAddress.ofLiteral(host);
            if (!AddressRules.of(unit).allows(address)) {
                warnings.add("the unit's IPAddressDeny keeps the daemon from the broker " + host
                        + ": copy the drop-in public-broker.conf and put IPAddressAllow=" + host + " there");
            }
        } catch (IllegalArgumentException e) {
            return; // a name
        }
    }

    private void refuseYes(String key, String why) {
        unit.last(key).filter(line -> YES.contains(line.value())).ifPresent(line -> warn(line, why));
    }

    private void warn(UnitFile.Line line, String why) {
        warnings.add(line.place() + ": " + line.key() + "=" + line.value() + " " + why);
    }
}
