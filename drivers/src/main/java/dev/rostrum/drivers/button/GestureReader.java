package dev.rostrum.drivers.button;

import dev.rostrum.drivers.button.Edge.Position;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Turns edges into gestures: debounces them, measures how long the button was held, and answers on release. Knows no clock
 * and no thread; edges may come late and in bursts, only their own times count. One gesture per {@link #take(long)}.
 */
public final class GestureReader {
    /*
     * Debouncing: a new position counts once it has lasted for the debounce time; a shorter one never was. Whether it has
     * lasted is known from the next edge, or from the clock when no edge follows. So a contact that chatters for a few
     * milliseconds, or a spike on a long wire, is no press, and a gesture is reported one debounce time after the release.
     *
     * Two presses in a row (an edge was lost) start the hold again: a lost release must never turn two short presses into
     * "forget the meeting".
     */
    private static final long NEVER_NS = Long.MIN_VALUE;

    private final long debounceNs;
    private final long identifyNs;
    private final long forgetNs;
    private final long stuckNs;
    private final ArrayDeque<ButtonGesture> finished = new ArrayDeque<>();
    private Position settled = Position.RELEASED;
    private Position latest = Position.RELEASED;
    private long latestNs = NEVER_NS;
    private long pressedNs = NEVER_NS;

    public GestureReader(ButtonSettings settings) {
        this.debounceNs = settings.debounce().toNanos();
        this.identifyNs = settings.identifyAfter().toNanos();
        this.forgetNs = settings.forgetAfter().toNanos();
        this.stuckNs = settings.stuckAfter().toNanos();
    }

    /** Takes the next edge; edges come in the order of their times. */
    public void onEdge(Edge edge) {
        settle(edge.timeNs());
        if (edge.position() == latest && latest == Position.PRESSED && settled == Position.PRESSED) {
            pressedNs = edge.timeNs();
        }
        latest = edge.position();
        latestNs = edge.timeNs();
    }

    /** The next finished gesture as of {@code nowNs}, at most one per call, in order; empty when there is none. */
    public Optional<ButtonGesture> take(long nowNs) {
        settle(nowNs);
        return Optional.ofNullable(finished.poll());
    }

    /** What a release now would mean, while the button is held long enough to count; for a hint on the light. */
    public Optional<ButtonGesture> pending(long nowNs) {
        settle(nowNs);
        return settled == Position.PRESSED ? meaning(nowNs - pressedNs) : Optional.empty();
    }

    /** The button has been down for longer than anybody holds it. */
    public boolean stuck(long nowNs) {
        settle(nowNs);
        return settled == Position.PRESSED && nowNs - pressedNs > stuckNs;
    }

    private void settle(long nowNs) {
        if (latest == settled || nowNs - latestNs < debounceNs) {
            return;
        }
        settled = latest;
        if (settled == Position.PRESSED) {
            pressedNs = latestNs;
        } else {
            meaning(latestNs - pressedNs).ifPresent(finished::add);
        }
    }

    private Optional<ButtonGesture> meaning(long heldNs) {
        if (heldNs > stuckNs) {
            return Optional.empty();
        }
        if (heldNs >= forgetNs) {
            return Optional.of(ButtonGesture.FORGET_MEETING);
        }
        return Optional.of(heldNs >= identifyNs ? ButtonGesture.IDENTIFY : ButtonGesture.TOGGLE_MUTE);
    }
}
