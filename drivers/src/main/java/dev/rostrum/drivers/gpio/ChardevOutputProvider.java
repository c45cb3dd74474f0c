package dev.rostrum.drivers.gpio;

import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;
import dev.rostrum.drivers.gpio.GpioChips.Direction;

/** Makes Pi4J outputs of lines of the GPIO character device. */
final class ChardevOutputProvider extends DigitalOutputProviderBase implements DigitalOutputProvider {
    static final String ID = "gpiochip-output";

    private final Kernel kernel;
    private final GpioChips chips;
    private final LineBook lines;

    ChardevOutputProvider(Kernel kernel, GpioChips chips, LineBook lines) {
        super(ID, "GPIO character device, output");
        this.kernel = kernel;
        this.chips = chips;
        this.lines = lines;
    }

    @Override
    public DigitalOutput create(DigitalOutputConfig config) {
        int fd = chips.request(lines.line(config.id()), Direction.OUTPUT);
        ChardevOutput output = new ChardevOutput(this, config, kernel, fd);
        context.registry().add(output);
        output.state(DigitalState.LOW);
        return output;
    }
}
