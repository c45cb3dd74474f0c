package dev.rostrum.service.indicator;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.button.Button;
import dev.rostrum.drivers.button.ButtonGesture;
import dev.rostrum.drivers.button.ButtonSettings;
import dev.rostrum.drivers.button.Edge;
import dev.rostrum.drivers.button.GestureReader;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads gestures off the button. The conductor calls {@link #take} every round until it is empty; presses made while it was
 * busy come out then, in order. A button that fails is opened again after a pause. Conductor's thread only.
 */
public final class ButtonReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ButtonReader.class);

    private final Supplier<Button> opener;
    private ButtonSettings settings;
    private final RetryPause pause = new RetryPause();
    private GestureReader gestures;
    private @Nullable Button button;
    private @Nullable String fault;
    private long lostBefore;
    private final Runnable wake;

    /**
     * A reader of a button that is not open yet.
     *
     * @param opener opens the button, or throws {@link DeviceException}; called again after failures
     * @param wake called after each edge of any button opened, on a driver's thread
     */
    public ButtonReader(Supplier<Button> opener, ButtonSettings settings, Runnable wake) {
        this.opener = opener;
        this.wake = wake;
        this.settings = settings;
        this.gestures = new GestureReader(settings);
    }

    /** The next finished gesture as of {@code nowNs}; empty when there is none. Never waits. */
    public Optional<ButtonGesture> take(long nowNs) {
        reopen(nowNs);
        if (button != null) {
            for (Optional<Edge> edge = button.poll(); edge.isPresent(); edge = button.poll()) {
                gestures.onEdge(edge.get());
            }
        }
        return gestures.take(nowNs);
    }

    /** What a release now would mean; empty while nobody presses. */
    public Optional<ButtonGesture> pending(long nowNs) {
        return gestures.pending(nowNs);
    }

    /** Something has lain on the button for longer than anybody holds it. */
    public boolean stuck(long nowNs) {
        return gestures.stuck(nowNs);
    }

    /** Edges lost since the start because nobody read them; normally 0. */
    public long lostEdges() {
        return lostBefore + (button == null ? 0 : button.lostEdges());
    }

    /** Whether the unit is to have a button, one that does not work included. */
    public boolean configured() {
        return settings.adapter() != ButtonSettings.Adapter.NONE;
    }

    /** Why there is no button although one is configured; empty when it works. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** Lets go of the button; the next one opened is read by other settings. */
    public void change(ButtonSettings other) {
        close();
        settings = other;
        gestures = new GestureReader(other);
        fault = null;
        pause.worked();
    }

    @Override
    public void close() {
        if (button != null) {
            lostBefore += button.lostEdges();
            button.close();
            button = null;
        }
    }

    private void reopen(long nowNs) {
        if (button != null && !button.alive()) {
            failed("the button's line is gone", nowNs);
        }
        if (button != null || !pause.over(nowNs)) {
            return;
        }
        try {
            button = opener.get();
            button.wakes(wake);
            // a press that began before the loss never ends
            gestures = new GestureReader(settings);
            fault = null;
            if (pause.worked()) {
                LOG.info("button recovered");
            }
        } catch (DeviceException e) {
            failed(String.valueOf(e.getMessage()), nowNs);
        }
    }

    private void failed(String why, long nowNs) {
        close();
        fault = why;
        if (pause.failed(nowNs)) {
            LOG.warn("button failed, tried again at intervals: {}", why);
        }
    }
}
