package dev.rostrum.service.conductor;

import dev.rostrum.service.capture.CaptureAgent;
import dev.rostrum.service.capture.LineState.Line;
import dev.rostrum.service.event.CommandResult;
import dev.rostrum.service.event.Commands;
import dev.rostrum.service.health.MuteStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Closes and opens the capture line, and keeps who closed it. What the button muted, only the button opens again, unless the
 * rules say otherwise or there is no button any more; so it stays over a restart. Conductor thread.
 */
final class MuteSwitch {
    private final CaptureAgent capture;
    private final PanelController desk;
    private final List<Consumer<CommandResult>> whenClosed = new ArrayList<>();
    private Optional<String> by;
    private boolean notStored;

    MuteSwitch(CaptureAgent capture, PanelController desk, boolean startMuted) {
        this.capture = capture;
        this.desk = desk;
        this.by = startMuted ? desk.muteStore().mutedBy().or(() -> Optional.of(MuteStore.UNKNOWN)) : Optional.empty();
    }

    /** Who muted the unit; empty where nobody did. The line may still be open. */
    Optional<String> by() {
        return by;
    }

    /** Who muted the unit, once its line is closed for that. */
    Optional<String> closedBy() {
        return capture.state().line() == Line.MUTED ? by : Optional.empty();
    }

    /** Mutes or listens; {@code reply} is told once it is true, or why it will not be. */
    void set(boolean wanted, String origin, long nowNs, Consumer<CommandResult> reply) {
        if (!wanted && onlyTheButtonMay() && !origin.equals(Commands.BUTTON)) {
            reply.accept(new CommandResult.Refused(
                    "muted-by-button", "The button in the room muted the unit; only the button may open it again."));
            return;
        }
        if (wanted != by.isPresent()) {
            // the light answers first, then the line closes; the disk may take its time
            desk.indicator().muting(nowNs);
            by = wanted ? Optional.of(origin) : Optional.empty();
            if (wanted) {
                capture.mute(true);
                notStored = !desk.muteStore().remember(by);
            } else {
                notStored = !desk.muteStore().remember(by);
                capture.mute(false);
            }
        }
        if (wanted) {
            whenClosed.add(reply);
        } else {
            reply.accept(new CommandResult.Done());
        }
    }

    private boolean onlyTheButtonMay() {
        return by.equals(Optional.of(Commands.BUTTON))
                && desk.buttonRules() == PanelController.ButtonRules.BUTTON_ONLY
                && desk.button().configured();
    }

    /** Answers those who wait for the line to close, once it is. */
    int tick() {
        if (whenClosed.isEmpty() || capture.state().line() != Line.MUTED) {
            return 0;
        }
        whenClosed.forEach(reply -> reply.accept(new CommandResult.Done()));
        whenClosed.clear();
        return 1;
    }

    /** Muted, and nobody waits to hear so. */
    boolean settled() {
        return by.isPresent() && whenClosed.isEmpty();
    }

    /** The mute, or its end, could not be stored: it will not survive a restart. */
    boolean notStored() {
        return notStored;
    }
}
