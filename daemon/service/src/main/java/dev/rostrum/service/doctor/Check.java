package dev.rostrum.service.doctor;

import java.time.Duration;
import java.util.List;

/** Looks at one part of the unit. */
interface Check {
    /** The part, as in {@link Finding#part()}. */
    String part();

    /**
     * How long it may take.
     *
     * @param usual what a check gets that waits for others at most, not for the processor
     */
    default Duration patience(Duration usual) {
        return usual;
    }

    /** What was found, at least one finding. Called once, on a thread of its own; may be interrupted. */
    List<Finding> look() throws InterruptedException;
}
