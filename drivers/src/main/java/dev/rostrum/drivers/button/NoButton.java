package dev.rostrum.drivers.button;

import java.util.Optional;

/** A unit without a button. */
public final class NoButton implements Button {
    @Override
    public Optional<Edge> poll() {
        return Optional.empty();
    }

    @Override
    public void wakes(Runnable reader) {
        // nobody ever presses
    }

    @Override
    public long lostEdges() {
        return 0;
    }

    @Override
    public boolean alive() {
        return true;
    }

    @Override
    public void close() {
        // nothing was opened
    }
}
