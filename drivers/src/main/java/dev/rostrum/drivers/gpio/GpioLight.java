package dev.rostrum.drivers.gpio;

import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.led.Glow;
import dev.rostrum.drivers.led.Light;
import java.util.List;

/**
 * A light on GPIO lines: one for a light of a single colour, three for red, green and blue. Held for the life of the process;
 * when it dies the kernel releases the lines, and they return to the level that the board gives an unclaimed pin.
 */
final class GpioLight implements Light {
    private final List<DigitalOutput> outputs;
    private final GpioBoard board;
    private boolean closed;

    GpioLight(List<DigitalOutput> outputs, GpioBoard board) {
        this.outputs = List.copyOf(outputs);
        this.board = board;
    }

    @Override
    public void show(Glow glow) {
        if (closed) {
            return;
        }
        if (outputs.size() == 1) {
            set(outputs.getFirst(), glow.lit());
            return;
        }
        set(outputs.get(0), glow.lit() && glow.colour().red());
        set(outputs.get(1), glow.lit() && glow.colour().green());
        set(outputs.get(2), glow.lit() && glow.colour().blue());
    }

    @Override
    public Darkening darkening() {
        return Darkening.LINE_RELEASE;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        outputs.forEach(board::release);
    }

    private static void set(DigitalOutput output, boolean active) {
        DigitalState wanted = active ? DigitalState.HIGH : DigitalState.LOW;
        if (output.state() == wanted) {
            return;
        }
        try {
            output.state(wanted);
        } catch (IOException e) {
            throw new DeviceException("status light: " + e.getMessage(), e);
        }
    }
}
