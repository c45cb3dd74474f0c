package dev.rostrum.drivers.simulated;

import dev.rostrum.drivers.led.Glow;
import dev.rostrum.drivers.led.Light;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A light that remembers its newest changes and logs every new sign. The logger's name is this class's, level INFO, one line
 * {@code light sign=muted}; at DEBUG every change of the light itself.
 */
public final class SimulatedLight implements Light {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedLight.class);
    private static final int REMEMBERED = 1024;

    private final LongSupplier nanoTime;
    private final ArrayDeque<Change> changes = new ArrayDeque<>();
    private Glow now = Glow.dark("closed");
    private boolean closed;

    /** What was shown from {@code atNs} on. */
    public record Change(long atNs, Glow glow) {}

    public SimulatedLight(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void show(Glow glow) {
        if (closed || glow.equals(now)) {
            return;
        }
        if (!glow.sign().equals(now.sign())) {
            LOG.info("light sign={} colour={}", glow.sign(), glow.colour());
        }
        LOG.debug("light lit={} colour={} sign={}", glow.lit(), glow.colour(), glow.sign());
        now = glow;
        if (changes.size() == REMEMBERED) {
            changes.removeFirst();
        }
        changes.addLast(new Change(nanoTime.getAsLong(), glow));
    }

    @Override
    public Darkening darkening() {
        return Darkening.LINE_RELEASE;
    }

    @Override
    public synchronized void close() {
        show(Glow.dark("closed"));
        closed = true;
    }

    /** The newest {@value #REMEMBERED} changes, oldest first. Any thread. */
    public synchronized List<Change> changes() {
        return List.copyOf(changes);
    }

    /** What is shown now, if anything ever was. Any thread. */
    public synchronized Optional<Glow> now() {
        return Optional.ofNullable(changes.peekLast()).map(Change::glow);
    }
}
