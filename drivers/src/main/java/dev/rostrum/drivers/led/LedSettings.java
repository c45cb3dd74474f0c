package dev.rostrum.drivers.led;

import java.nio.file.Path;
import java.util.List;

/**
 * Which light the unit has.
 *
 * @param adapter how it is driven
 * @param chip GPIO chip by label ({@code tegra234-gpio}), path or {@code gpiochipN}; empty searches all chips for the line
 *     name
 * @param lines GPIO lines by name or offset: one for a single light, three (red, green, blue) for an RGB light
 * @param activeLow the light is on when the line is low
 * @param sysfsName name below {@code /sys/class/leds}
 * @param spiDevice SPI device of an APA102 ring, such as {@code /dev/spidev0.0}
 * @param ringLeds LEDs in the ring
 * @param ringBrightness 1 to 31
 */
public record LedSettings(
        Adapter adapter,
        String chip,
        List<String> lines,
        boolean activeLow,
        String sysfsName,
        Path spiDevice,
        int ringLeds,
        int ringBrightness) {
    /** How the light is driven. */
    public enum Adapter {
        /** GPIO character device: one line, or three for red, green and blue. */
        GPIOCHIP,
        /** Kernel LED class device. */
        SYSFS_LED,
        /** APA102 ring over SPI. */
        APA102,
        /** Remembers and logs, for trials without hardware. */
        SIMULATED,
        /** No light. */
        NONE
    }

    public LedSettings {
        lines = List.copyOf(lines);
        if (adapter == Adapter.GPIOCHIP && lines.size() != 1 && lines.size() != 3) {
            throw new IllegalArgumentException("lines=" + lines + ": a gpiochip light has one line, or three for RGB");
        }
        if (adapter == Adapter.SYSFS_LED && (sysfsName.isBlank() || sysfsName.contains("/"))) {
            throw new IllegalArgumentException("sysfsName='" + sysfsName + "': name one entry of /sys/class/leds");
        }
        if (ringLeds < 1 || ringLeds > 1024 || ringBrightness < 1 || ringBrightness > 31) {
            throw new IllegalArgumentException(
                    "ringLeds=" + ringLeds + " (1 to 1024) ringBrightness=" + ringBrightness + " (1 to 31)");
        }
    }

    /** No light. */
    public static LedSettings defaults() {
        return unwired(Adapter.NONE);
    }

    /** A light that remembers and logs. */
    public static LedSettings simulated() {
        return unwired(Adapter.SIMULATED);
    }

    private static LedSettings unwired(Adapter adapter) {
        return new LedSettings(adapter, "", List.of(), false, "", Path.of("/dev/spidev0.0"), 12, 4);
    }
}
