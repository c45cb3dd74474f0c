package dev.rostrum.service.time;

/** The only way to a clock. {@link #system()} alone reads the JDK's; tests advance one by hand. */
public interface TimeSource {
    /** Monotonic, arbitrary origin. */
    long nanoTime();

    /** Milliseconds since 1970-01-01 UTC; may jump. */
    long epochMillis();

    /** The machine's clocks. */
    static TimeSource system() {
        return new TimeSource() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public long epochMillis() {
                return System.currentTimeMillis();
            }
        };
    }
}
