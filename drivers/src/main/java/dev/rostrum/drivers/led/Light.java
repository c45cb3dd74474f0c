package dev.rostrum.drivers.led;

/** The status light of the unit. Used by one thread. */
public interface Light extends AutoCloseable {
    /**
     * Shows {@code glow}; call it again at least every {@link #REFRESH_MS} even when nothing changes, because some lights
     * go dark by themselves when nobody refreshes them. Takes well below 10 ms.
     *
     * @throws dev.rostrum.drivers.DeviceException naming the device and what to do; a later call may work again
     */
    void show(Glow glow);

    /** What darkens the light if the process dies without {@link #close()}. */
    Darkening darkening();

    /** Dark, and released. Twice does no harm; never throws. */
    @Override
    void close();

    /** Longest time between two calls of {@link #show} while the light is on, in milliseconds. */
    long REFRESH_MS = 500;

    /** How a light goes dark after its process was killed. */
    enum Darkening {
        /** The kernel does it at once: the line returns to its default when its file descriptor goes. */
        LINE_RELEASE,
        /** The kernel does it after about 1.5 s, because nobody re-armed its timer. */
        KERNEL_TIMER,
        /** Only the stop command of the service manager does it; started by hand, the light stays as it was. */
        STOP_COMMAND,
        /** There is no light. */
        NOTHING_TO_DARKEN
    }
}
