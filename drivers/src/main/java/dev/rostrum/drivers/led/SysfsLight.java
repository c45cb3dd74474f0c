package dev.rostrum.drivers.led;

import dev.rostrum.drivers.DeviceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A light of the kernel's LED class, {@code /sys/class/leds/NAME}. Where the kernel has the {@code transient} trigger, the
 * light is switched on for {@value #TRANSIENT_MS} ms at a time and re-armed while it is to stay on, so a killed process
 * leaves it dark; elsewhere the brightness is written and only the service's stop command darkens it.
 */
public final class SysfsLight implements Light {
    /*
     * The trigger (Documentation/leds/ledtrig-transient in the kernel) ignores "activate 1" while its timer runs. Re-arming
     * is therefore "activate 0, activate 1": dark for some microseconds, which no eye sees.
     */
    private static final int TRANSIENT_MS = 1500;
    private static final long REARM_NS = 400_000_000L;

    private final Path led;
    private final LongSupplier nanoTime;
    private final boolean transientTrigger;
    private final String fullBrightness;
    private boolean lit;
    private long armedNs;
    private boolean closed;

    /**
     * Opens the light and leaves it dark.
     *
     * @param classFolder {@code /sys/class/leds}
     * @param nanoTime monotonic clock
     * @throws DeviceException naming the light, and the lights that exist where the name is wrong
     */
    public SysfsLight(Path classFolder, String name, LongSupplier nanoTime) {
        this.led = classFolder.resolve(name);
        this.nanoTime = nanoTime;
        if (!Files.isDirectory(led)) {
            throw new DeviceException(
                    "LED '" + name + "' is not in " + classFolder + "; there are: " + names(classFolder));
        }
        this.fullBrightness = read("max_brightness");
        this.transientTrigger = offers(read("trigger"), "transient");
        write("trigger", transientTrigger ? "transient" : "none");
        if (transientTrigger) {
            write("duration", Integer.toString(TRANSIENT_MS));
            write("state", "1");
        }
        darken();
    }

    @Override
    public void show(Glow glow) {
        if (closed) {
            return;
        }
        if (!glow.lit()) {
            if (lit) {
                darken();
            }
            return;
        }
        long nowNs = nanoTime.getAsLong();
        if (!lit) {
            light();
            armedNs = nowNs;
        } else if (transientTrigger && nowNs - armedNs >= REARM_NS) {
            write("activate", "0");
            light();
            armedNs = nowNs;
        }
    }

    @Override
    public Darkening darkening() {
        return transientTrigger ? Darkening.KERNEL_TIMER : Darkening.STOP_COMMAND;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            darken();
        } catch (DeviceException e) {
            // the device is gone, and with it the light
            lit = false;
        }
    }

    private void light() {
        write(transientTrigger ? "activate" : "brightness", transientTrigger ? "1" : fullBrightness);
        lit = true;
    }

    private void darken() {
        write(transientTrigger ? "activate" : "brightness", "0");
        lit = false;
    }

    /** The file lists all triggers, the chosen one in brackets: {@code none [timer] transient}. */
    private static boolean offers(String triggers, String wanted) {
        return Stream.of(triggers.split("\\s+")).anyMatch(t -> t.equals(wanted) || t.equals("[" + wanted + "]"));
    }

    private String read(String attribute) {
        try {
            return Files.readString(led.resolve(attribute), StandardCharsets.US_ASCII)
                    .strip();
        } catch (IOException e) {
            throw failure(attribute, e);
        }
    }

    private void write(String attribute, String value) {
        try {
            Files.writeString(led.resolve(attribute), value, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw failure(attribute, e);
        }
    }

    private DeviceException failure(String attribute, IOException e) {
        String hint = e instanceof AccessDeniedException
                        || String.valueOf(e.getMessage()).contains("Read-only")
                ? ": no permission; the udev rule 60-rostrum.rules gives such lights to group gpio, and the drop-in"
                        + " led-sysfs.conf opens /sys to the service"
                : ": " + e.getMessage();
        return new DeviceException("LED " + led + "/" + attribute + hint, e);
    }

    private static String names(Path classFolder) {
        try (Stream<Path> entries = Files.list(classFolder)) {
            String names = entries.map(p -> p.getFileName().toString()).sorted().collect(Collectors.joining(", "));
            return names.isEmpty() ? "none" : names;
        } catch (IOException e) {
            return "none (this kernel has no LED class)";
        }
    }
}
