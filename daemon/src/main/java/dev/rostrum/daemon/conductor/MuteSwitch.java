package dev.rostrum.daemon.conductor;

import dev.rostrum.daemon.capture.CaptureAgent;
import dev.rostrum.daemon.capture.LineState.Line;
import dev.rostrum.daemon.event.CommandResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Closes and opens the capture line. What the button muted, only the button opens again unless the rules say otherwise;
 * a mute that outlived a restart counts as the button's. Conductor thread.
 */
final class MuteSwitch {
    static final String BUTTON = "button";

    private final CaptureAgent capture;
    private final FrontDesk desk;
    private final List<Consumer<CommandResult>> whenClosed = new ArrayList<>();
    private boolean muted;
    private boolean byButton;
    private boolean notStored;

    MuteSwitch(CaptureAgent capture, FrontDesk desk, boolean startMuted) {
        this.capture = capture;
        this.desk = desk;
        this.muted = startMuted;
        this.byButton = startMuted;
    }

    /** The button's short press. */
    void toggle(long nowNs) {
        set(!muted, BUTTON, nowNs, result -> {});
    }

    /** Mutes or listens; {@code reply} is told once it is true, or why it will not be. */
    void set(boolean wanted, String origin, long nowNs, Consumer<CommandResult> reply) {
        boolean button = origin.equals(BUTTON);
        if (!wanted && muted && byButton && !button && desk.buttonRules() == FrontDesk.ButtonRules.BUTTON_ONLY) {
            reply.accept(new CommandResult.Refused(
                    "muted-by-button", "The button in the room muted the unit; only the button may open it again."));
            return;
        }
        if (wanted != muted) {
            // the light answers first, then the line closes; the disk may take its time
            desk.indicator().muting(nowNs);
            muted = wanted;
            byButton = wanted && button;
            if (wanted) {
                capture.mute(true);
                notStored = !desk.muteStore().remember(true);
            } else {
                notStored = !desk.muteStore().remember(false);
                capture.mute(false);
            }
        } else {
            byButton |= wanted && button;
        }
        if (wanted) {
            whenClosed.add(reply);
        } else {
            reply.accept(new CommandResult.Done());
        }
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
        return muted && whenClosed.isEmpty();
    }

    /** The mute, or its end, could not be stored: it will not survive a restart. */
    boolean notStored() {
        return notStored;
    }
}
