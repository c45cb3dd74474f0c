package dev.rostrum.drivers.gpio;

import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import dev.rostrum.drivers.gpio.GpioChips.Direction;

/** Makes Pi4J inputs of lines of the GPIO character device. */
final class ChardevInputProvider extends DigitalInputProviderBase implements DigitalInputProvider {
    static final String ID = "gpiochip-input";

    private final Kernel kernel;
    private final GpioChips chips;
    private final LineBook lines;

    ChardevInputProvider(Kernel kernel, GpioChips chips, LineBook lines) {
        super(ID, "GPIO character device, input");
        this.kernel = kernel;
        this.chips = chips;
        this.lines = lines;
    }

    @Override
    public DigitalInput create(DigitalInputConfig config) {
        int fd = chips.request(lines.line(config.id()), Direction.INPUT);
        ChardevInput input = new ChardevInput(this, config, kernel, fd);
        context.registry().add(input);
        return input;
    }
}
