package dev.rostrum.service.indicator;

import dev.rostrum.diarization.settings.Key;
import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.drivers.led.LedSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The light and the button as the configuration file names them. */
public record PanelSettings(
        @Key("The status light.") LightKeys light,
        @Key("The push button.") ButtonKeys button) {

    /** See {@link LedSettings}. */
    public record LightKeys(
            @Key("How the light is driven: gpiochip, sysfs-led, apa102, simulated or none.")
            LedSettings.Adapter adapter,

            @Key("GPIO chip by label, path or gpiochipN; empty searches all chips for the line's name.")
            String chip,

            @Key("GPIO lines by name or offset: one for a single light; red, green and blue for an RGB light.")
            List<String> lines,

            @Key("The light is on when the line is low.") boolean activeLow,
            @Key("Name of the light below /sys/class/leds.") String sysfsName,
            @Key("SPI device of an APA102 ring.") Path spiDevice,

            @Key(value = "LEDs in the ring.", min = 1, max = 1024)
            int ringLeds,

            @Key(value = "Brightness of the ring.", min = 1, max = 31)
            int ringBrightness) {

        /** The same for the drivers. Throws IllegalArgumentException where the values do not fit together. */
        public LedSettings settings() {
            return new LedSettings(adapter, chip, lines, activeLow, sysfsName, spiDevice, ringLeds, ringBrightness);
        }
    }

    /** See {@link ButtonSettings}. */
    public record ButtonKeys(
            @Key("How the button is read: gpiochip, simulated or none.")
            ButtonSettings.Adapter adapter,

            @Key("GPIO chip by label, path or gpiochipN; empty searches all chips for the line's name.")
            String chip,

            @Key("GPIO line by name or offset.") String line,

            @Key("Pressed is low: wired to ground, with a pull-up resistor.")
            boolean activeLow,

            @Key("The pin's own resistor: as-is, pull-up, pull-down or disabled. A Jetson has none to switch.")
            ButtonSettings.Bias bias,

            @Key(value = "A press or release counts once it has lasted this long.", max = 0.5)
            Duration debounce,

            @Key("Held this long, the button makes the unit blink, so that it is found.")
            Duration identifyAfter,

            @Key("Held this long, the button makes the unit forget the meeting.")
            Duration forgetAfter) {

        /** The same for the drivers. Throws IllegalArgumentException where the values do not fit together. */
        public ButtonSettings settings() {
            return new ButtonSettings(
                    adapter,
                    chip,
                    line,
                    activeLow,
                    bias,
                    debounce,
                    identifyAfter,
                    forgetAfter,
                    forgetAfter.plus(ButtonSettings.defaults().stuckAfter()));
        }
    }

    /** No light, no button. */
    public static PanelSettings defaults() {
        LedSettings led = LedSettings.defaults();
        ButtonSettings button = ButtonSettings.defaults();
        return new PanelSettings(
                new LightKeys(
                        led.adapter(),
                        led.chip(),
                        led.lines(),
                        led.activeLow(),
                        led.sysfsName(),
                        led.spiDevice(),
                        led.ringLeds(),
                        led.ringBrightness()),
                new ButtonKeys(
                        button.adapter(),
                        button.chip(),
                        button.line(),
                        button.activeLow(),
                        button.bias(),
                        button.debounce(),
                        button.identifyAfter(),
                        button.forgetAfter()));
    }
}
