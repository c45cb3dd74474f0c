package dev.rostrum.drivers.led;

/** A unit without a light. */
public final class NoLight implements Light {
    @Override
    public void show(Glow glow) {
        // nothing to show it on
    }

    @Override
    public Darkening darkening() {
        return Darkening.NOTHING_TO_DARKEN;
    }

    @Override
    public void close() {
        // nothing was opened
    }
}
