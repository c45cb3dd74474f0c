package dev.rostrum.service.indicator;

import dev.rostrum.drivers.button.Button;
import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.drivers.button.NoButton;
import dev.rostrum.drivers.gpio.GpioBoard;
import dev.rostrum.drivers.led.LedSettings;
import dev.rostrum.drivers.led.Light;
import dev.rostrum.drivers.led.NoLight;
import dev.rostrum.drivers.led.SysfsLight;
import dev.rostrum.drivers.simulated.SimulatedButton;
import dev.rostrum.drivers.simulated.SimulatedLight;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens the light and the button that the configuration names. The composition root plugs it in so:
 *
 * <pre>{@code
 * PanelSettings.ButtonKeys keys = settings.panel().button();
 * FrontPanel panel = new FrontPanel(settings.panel().light().settings(), keys.settings(), time::nanoTime);
 * Indicator indicator = new Indicator(panel::openLight);                      // an EventSink; tick(nowNs) every round
 * ButtonReader button = new ButtonReader(panel::openButton, keys.settings()); // take(nowNs) every round until empty
 * // closing, in this order: the microphones, then button, indicator, panel
 * }</pre>
 *
 * Used by one thread, but for the simulated parts.
 */
public final class FrontPanel implements AutoCloseable {
    private static final Path LED_CLASS = Path.of("/sys/class/leds");

    private LedSettings led;
    private ButtonSettings button;
    private final LongSupplier nanoTime;
    private final SimulatedLight simulatedLight;
    private final SimulatedButton simulatedButton = new SimulatedButton();
    private @Nullable GpioBoard board;

    /** Opens nothing yet. */
    public FrontPanel(LedSettings led, ButtonSettings button, LongSupplier nanoTime) {
        this.led = led;
        this.button = button;
        this.nanoTime = nanoTime;
        this.simulatedLight = new SimulatedLight(nanoTime);
    }

    /** From now on opens other devices. Whoever opened the old ones has let go of them. */
    public void change(LedSettings otherLed, ButtonSettings otherButton) {
        led = otherLed;
        button = otherButton;
    }

    /**
     * Opens the light.
     *
     * @throws dev.rostrum.drivers.DeviceException naming the device and what would help
     */
    public Light openLight() {
        return switch (led.adapter()) {
            case GPIOCHIP -> board().light(led);
            case SYSFS_LED -> new SysfsLight(LED_CLASS, led.sysfsName(), nanoTime);
            case APA102 -> board().ring(led);
            case SIMULATED -> simulatedLight;
            case NONE -> new NoLight();
        };
    }

    /**
     * Opens the button.
     *
     * @throws dev.rostrum.drivers.DeviceException naming the device and what would help
     */
    public Button openButton() {
        return switch (button.adapter()) {
            case GPIOCHIP -> board().button(button);
            case SIMULATED -> simulatedButton;
            case NONE -> new NoButton();
        };
    }

    /** The light that a simulated panel shows; never lit where the adapter is another. */
    public SimulatedLight simulatedLight() {
        return simulatedLight;
    }

    /** The button of a simulated panel, to be pressed on cue; unheard where the adapter is another. */
    public SimulatedButton simulatedButton() {
        return simulatedButton;
    }

    /** Releases all GPIO lines. */
    @Override
    public void close() {
        if (board != null) {
            board.close();
            board = null;
        }
    }

    /** Made at first use: units without GPIO never build a Pi4J context. */
    private GpioBoard board() {
        if (board == null) {
            board = GpioBoard.system();
        }
        return board;
    }
}
