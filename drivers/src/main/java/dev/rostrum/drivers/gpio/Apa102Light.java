package dev.rostrum.drivers.gpio;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.led.Apa102Frame;
import dev.rostrum.drivers.led.Glow;
import dev.rostrum.drivers.led.Light;

/**
 * A ring of APA102 LEDs that all show the same. The LEDs keep what they last heard, so after a kill only the service's stop
 * command darkens them.
 */
final class Apa102Light implements Light {
    private final SpiDevice device;
    private final int leds;
    private final int brightness;
    private Glow shown = Glow.dark("opening");
    private boolean closed;

    /** Takes over the device and darkens the ring. */
    Apa102Light(SpiDevice device, int leds, int brightness) {
        this.device = device;
        this.leds = leds;
        this.brightness = brightness;
        device.write(Apa102Frame.encode(shown, leds, brightness));
    }

    @Override
    public void show(Glow glow) {
        if (closed || (glow.lit() == shown.lit() && glow.colour() == shown.colour())) {
            return;
        }
        device.write(Apa102Frame.encode(glow, leds, brightness));
        shown = glow;
    }

    @Override
    public Darkening darkening() {
        return Darkening.STOP_COMMAND;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        try {
            show(Glow.dark("closed"));
        } catch (DeviceException e) {
            // the bus is gone; nothing more can be told to the ring
            closed = true;
        } finally {
            closed = true;
            device.close();
        }
    }
}
