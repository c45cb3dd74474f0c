package dev.rostrum.drivers.gpio;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.DeviceException.Fault;
import dev.rostrum.drivers.gpio.GpioChips.Chip;
import dev.rostrum.drivers.gpio.GpioChips.Direction;
import dev.rostrum.drivers.gpio.GpioChips.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Locale;

/** What is wrong with a GPIO line, said so that an installer can mend it. Plain functions. */
final class GpioFaults {
    private static final int NAMES_SHOWN = 20;

    private GpioFaults() {}

    static DeviceException noChip(LineSpec spec, List<String> seen) {
        if (seen.isEmpty()) {
            return new DeviceException(
                    Fault.WRONG_CHIP,
                    spec + ": this machine has no /dev/gpiochip*; the kernel needs the GPIO character"
                            + " device (Linux 5.10 or later) and a driver for the board's pin controller");
        }
        return new DeviceException(
                Fault.WRONG_CHIP,
                spec + " not found; chips here: " + String.join(", ", seen)
                        + "; give the label that 'gpiodetect' shows, or the path");
    }

    static DeviceException noLine(LineSpec spec, Chip chip, List<String> names) {
        String known = names.isEmpty()
                ? "its lines have no names: give the offset"
                : "its named lines: " + String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())))
                        + (names.size() > NAMES_SHOWN ? ", and " + (names.size() - NAMES_SHOWN) + " more" : "");
        return new DeviceException(
                Fault.WRONG_LINE, spec + ": " + chip + " has no such line; " + known + " ('gpioinfo' lists them)");
    }

    static DeviceException noOffset(LineSpec spec, Chip chip) {
        return new DeviceException(
                Fault.WRONG_LINE, spec + ": " + chip + " has offsets 0 to " + (chip.lines() - 1) + " only");
    }

    static DeviceException notAChip(String path, int errno) {
        return new DeviceException(Fault.WRONG_CHIP, path + " is not a GPIO chip (" + Kernel.errnoName(errno) + ")");
    }

    static DeviceException open(LineSpec spec, String path, int errno) {
        String hint = switch (errno) {
            case Kernel.EACCES, Kernel.EPERM -> "; " + permissionHint(path);
            case Kernel.ENOENT, Kernel.ENXIO, Kernel.ENODEV ->
                "; the chip is not there: is the expander plugged in, its driver loaded, its overlay enabled?";
            default -> "";
        };
        return new DeviceException(of(errno), spec + ": cannot open " + path + ": " + Kernel.errnoName(errno) + hint);
    }

    static DeviceException request(LineSpec spec, Found found, Direction direction, int errno) {
        String what = spec + " (" + found.chip() + " offset " + found.offset() + ")";
        String hint = switch (errno) {
            case Kernel.EBUSY ->
                " by "
                        + (found.consumer().isEmpty() ? "an unnamed holder" : "'" + found.consumer() + "'")
                        + (found.consumer().equals(GpioAbi.CONSUMER)
                                ? ": another rostrumd runs, or led and button name the same line"
                                : ": stop it, or free the pin in the device tree (on a Jetson: jetson-io.py)");
            case Kernel.EINVAL ->
                direction == Direction.INPUT
                        ? "; the pin controller may have no such pull resistor: set bias to AS_IS and wire one"
                        : "; is the pin free to be an output?";
            case Kernel.EPERM, Kernel.EACCES ->
                "; " + permissionHint(found.chip().path());
            case Kernel.ENODEV -> "; the chip was unplugged";
            default -> "";
        };
        return new DeviceException(
                of(errno),
                what + ": cannot be used as " + direction.name().toLowerCase(Locale.ROOT) + ": "
                        + Kernel.errnoName(errno) + hint);
    }

    private static Fault of(int errno) {
        return switch (errno) {
            case Kernel.EBUSY -> Fault.LINE_BUSY;
            case Kernel.EACCES, Kernel.EPERM -> Fault.NO_PERMISSION;
            case Kernel.ENOENT, Kernel.ENXIO, Kernel.ENODEV -> Fault.WRONG_CHIP;
            default -> Fault.OTHER;
        };
    }

    /** Which group the file belongs to, because being in it is the usual cure. */
    private static String permissionHint(String path) {
        String user = System.getProperty("user.name", "this user");
        try {
            String group = Files.readAttributes(Path.of(path), PosixFileAttributes.class)
                    .group()
                    .getName();
            return group.equals("root")
                    ? "the file belongs to root alone: install the udev rule 60-rostrum.rules, which gives it to group gpio"
                    : "add user " + user + " to group " + group + " (usermod -aG " + group + " " + user
                            + "), or allow the device in the unit (DeviceAllow=char-gpiochip rw)";
        } catch (IOException | UnsupportedOperationException e) {
            return "add user " + user + " to the group of that file";
        }
    }
}
