package dev.rostrum.drivers.gpio;

import com.pi4j.context.Context;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import java.lang.foreign.Arena;

/** A Pi4J output that is one requested line; HIGH is active. The line is held until shutdown, then it returns to its default. */
final class ChardevOutput extends DigitalOutputBase {
    private final Kernel kernel;
    private final int lineFd;
    private boolean released;

    /** Takes over {@code lineFd}. */
    ChardevOutput(DigitalOutputProvider provider, DigitalOutputConfig config, Kernel kernel, int lineFd) {
        super(provider, config);
        this.kernel = kernel;
        this.lineFd = lineFd;
    }

    /** The kernel first, so that what Pi4J believes is what the pin does. */
    @Override
    public DigitalOutput state(DigitalState newState) {
        try (Arena arena = Arena.ofConfined()) {
            int result = kernel.ioctl(lineFd, GpioAbi.SET_VALUES, GpioAbi.values(arena, newState.isHigh()));
            if (result < 0) {
                throw new IOException("GPIO output " + id() + " cannot be set: " + Kernel.errnoName(-result));
            }
        }
        return super.state(newState);
    }

    /** The base class sets the shutdown state, for which the line must still be there. */
    @Override
    public DigitalOutput shutdown(Context context) {
        if (released) {
            return this;
        }
        try {
            return super.shutdown(context);
        } finally {
            released = true;
            kernel.close(lineFd);
        }
    }
}
