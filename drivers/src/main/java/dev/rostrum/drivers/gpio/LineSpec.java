package dev.rostrum.drivers.gpio;

import dev.rostrum.drivers.button.ButtonSettings.Bias;

/**
 * A line as the configuration names it.
 *
 * @param chip label, path or {@code gpiochipN}; empty searches all chips for the line's name
 * @param line name, or offset in digits
 * @param activeLow active is low voltage
 * @param bias the pin's own resistor
 * @param debounceUs in the kernel, microseconds; 0 for none
 */
record LineSpec(String chip, String line, boolean activeLow, Bias bias, int debounceUs) {
    LineSpec {
        if (line.isBlank()) {
            throw new IllegalArgumentException("line='' on chip='" + chip + "': give the line's name or offset");
        }
        if (chip.isBlank() && isOffset(line)) {
            throw new IllegalArgumentException("line=" + line + ": an offset needs the chip's label or path");
        }
    }

    boolean byOffset() {
        return isOffset(line);
    }

    /** Polarity and bias as flags of the kernel's request. */
    long flags() {
        long bits = activeLow ? GpioAbi.FLAG_ACTIVE_LOW : 0;
        return bits
                | switch (bias) {
                    case AS_IS -> 0;
                    case PULL_UP -> GpioAbi.FLAG_PULL_UP;
                    case PULL_DOWN -> GpioAbi.FLAG_PULL_DOWN;
                    case DISABLED -> GpioAbi.FLAG_BIAS_DISABLED;
                };
    }

    @Override
    public String toString() {
        return "line '" + line + "' of " + (chip.isBlank() ? "any GPIO chip" : "GPIO chip '" + chip + "'");
    }

    private static boolean isOffset(String line) {
        return !line.isEmpty() && line.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
