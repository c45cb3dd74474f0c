package dev.rostrum.drivers.button;

import java.time.Duration;

/**
 * Which button the unit has and how presses are told apart.
 *
 * @param adapter how it is read
 * @param chip GPIO chip by label, path or {@code gpiochipN}; empty searches all chips for the line name
 * @param line GPIO line by name or offset
 * @param activeLow pressed is low: the usual wiring, to ground with a pull-up resistor
 * @param bias pull resistor of the pin, where the pin controller has one; a Jetson needs a real resistor
 * @param debounce an edge counts when the button stayed there this long
 * @param identifyAfter held this long or longer identifies
 * @param forgetAfter held this long or longer forgets the meeting
 * @param stuckAfter held longer than this means nothing: something lies on the button
 */
public record ButtonSettings(
        Adapter adapter,
        String chip,
        String line,
        boolean activeLow,
        Bias bias,
        Duration debounce,
        Duration identifyAfter,
        Duration forgetAfter,
        Duration stuckAfter) {
    /** How the button is read. */
    public enum Adapter {
        /** GPIO character device. */
        GPIOCHIP,
        /** Pressed on cue, for trials without hardware. */
        SIMULATED,
        /** No button. */
        NONE
    }

    /** The pin's own resistor. */
    public enum Bias {
        /** Leave it as it is. */
        AS_IS,
        PULL_UP,
        PULL_DOWN,
        DISABLED
    }

    public ButtonSettings {
        if (debounce.isNegative() || debounce.compareTo(Duration.ofMillis(500)) > 0) {
            throw new IllegalArgumentException("debounce=" + debounce.toMillis() + "ms: 0 to 500 ms");
        }
        if (identifyAfter.compareTo(debounce) <= 0
                || forgetAfter.compareTo(identifyAfter) <= 0
                || stuckAfter.compareTo(forgetAfter) <= 0) {
            throw new IllegalArgumentException("need debounce < identifyAfter < forgetAfter < stuckAfter, have "
                    + debounce + ", " + identifyAfter + ", " + forgetAfter + ", " + stuckAfter);
        }
    }

    /** No button; 20 ms, 3 s, 10 s, 60 s. */
    public static ButtonSettings defaults() {
        return unwired(Adapter.NONE);
    }

    /** A button that a program presses; times as by default. */
    public static ButtonSettings simulated() {
        return unwired(Adapter.SIMULATED);
    }

    private static ButtonSettings unwired(Adapter adapter) {
        return new ButtonSettings(
                adapter,
                "",
                "",
                true,
                Bias.AS_IS,
                Duration.ofMillis(20),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60));
    }
}
