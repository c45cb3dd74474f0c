package dev.rostrum.service.doctor;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.service.json.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Light and button, by opening and closing them. */
final class PanelCheck implements Check {
    private final Supplier<AutoCloseable> light;
    private final Supplier<AutoCloseable> button;

    /** Both open their device or throw {@link DeviceException}. */
    PanelCheck(Supplier<AutoCloseable> light, Supplier<AutoCloseable> button) {
        this.light = light;
        this.button = button;
    }

    @Override
    public String part() {
        return "panel";
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        findings.add(look("light", light));
        findings.add(look("button", button));
        return findings;
    }

    private Finding look(String what, Supplier<AutoCloseable> opener) {
        try (AutoCloseable opened = opener.get()) {
            return Finding.fine(part(), what + " opens (" + opened.getClass().getSimpleName() + ")");
        } catch (DeviceException e) {
            String word = switch (e.fault()) {
                case OTHER -> what + "-refuses";
                default -> Word.of(e.fault());
            };
            return Finding.refused(part(), word, what + ": " + e.getMessage());
        } catch (Exception e) { // closing: what was found stands
            return Finding.doubtful(part(), what + "-refuses", what + ": " + e, "try again");
        }
    }
}
