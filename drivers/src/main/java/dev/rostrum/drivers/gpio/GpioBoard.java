package dev.rostrum.drivers.gpio;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.IO;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.button.Button;
import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.drivers.led.LedSettings;
import dev.rostrum.drivers.led.Light;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pins of the board: opens lights and buttons on GPIO lines and on spidev. Owns the Pi4J context; closing it closes
 * every light and button made here. Used by one thread.
 */
public final class GpioBoard implements Closeable {
    /*
     * The context is built with exactly our two providers, never automatically: on a board that Pi4J does not know, which a
     * Jetson is, its automatic context loads whatever mock lies on the class path, and its own gpiod provider refuses.
     */
    private static final Logger LOG = LoggerFactory.getLogger(GpioBoard.class);

    private final Kernel kernel;
    private final LineBook lines = new LineBook();
    private final Context context;

    GpioBoard(Kernel kernel, Path deviceFolder) {
        this.kernel = kernel;
        GpioChips chips = new GpioChips(kernel, deviceFolder);
        this.context = Pi4J.newContextBuilder()
                .noAutoDetect()
                .disableShutdownHook()
                .add(new ChardevOutputProvider(kernel, chips, lines), new ChardevInputProvider(kernel, chips, lines))
                .build();
    }

    /** This machine's pins. Nothing is opened yet. */
    public static GpioBoard system() {
        return new GpioBoard(new LibC(), Path.of("/dev"));
    }

    /**
     * A light on one line, or on three for red, green and blue, dark at first.
     *
     * @throws DeviceException naming chip, line, holder and cure; lines requested so far are released
     */
    public Light light(LedSettings settings) {
        List<DigitalOutput> outputs = new ArrayList<>();
        try {
            for (String line : settings.lines()) {
                outputs.add(output(settings.chip(), line, settings.activeLow()));
            }
            return new GpioLight(outputs, this);
        } catch (DeviceException e) {
            outputs.forEach(this::release);
            throw e;
        }
    }

    /** A ring of APA102 LEDs on {@link LedSettings#spiDevice()}, dark at first. */
    public Light ring(LedSettings settings) {
        SpiDevice device = SpiDevice.open(kernel, settings.spiDevice());
        try {
            return new Apa102Light(device, settings.ringLeds(), settings.ringBrightness());
        } catch (DeviceException e) {
            device.close();
            throw e;
        }
    }

    /**
     * A button on one line.
     *
     * @throws DeviceException naming chip, line, holder and cure
     */
    public Button button(ButtonSettings settings) {
        int debounceUs = Math.toIntExact(settings.debounce().toNanos() / 1000);
        // half in the kernel, so that both stages together stay within the configured time to an answer
        LineSpec spec =
                new LineSpec(settings.chip(), settings.line(), settings.activeLow(), settings.bias(), debounceUs / 2);
        String id = lines.enter(spec);
        try {
            DigitalInput input = context.create(DigitalInput.newConfigBuilder(context)
                    .id(id)
                    .address(lines.entered())
                    .provider(ChardevInputProvider.ID)
                    .build());
            return new GpioButton((ChardevInput) input, this);
        } catch (DeviceException e) {
            lines.strike(id);
            throw e;
        }
    }

    /** Closes one line and forgets it, so that it can be opened again. Never throws: a chip that is gone closes too. */
    void release(IO<?, ?, ?> line) {
        lines.strike(line.id());
        try {
            context.shutdown(line.id());
        } catch (Pi4JException e) {
            LOG.warn("gpio line={} release failed: {}", line.id(), e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            context.shutdown();
        } catch (Pi4JException e) {
            throw new DeviceException("GPIO lines could not be released: " + e.getMessage(), e);
        }
    }

    private DigitalOutput output(String chip, String line, boolean activeLow) {
        String id = lines.enter(new LineSpec(chip, line, activeLow, ButtonSettings.Bias.AS_IS, 0));
        try {
            return context.create(DigitalOutput.newConfigBuilder(context)
                    .id(id)
                    .address(lines.entered())
                    .shutdown(DigitalState.LOW)
                    .provider(ChardevOutputProvider.ID)
                    .build());
        } catch (DeviceException e) {
            lines.strike(id);
            throw e;
        }
    }
}
