package dev.rostrum.daemon.doctor;

import java.util.List;

/** Looks at one part of the unit. */
interface Check {
    /** The part, as in {@link Finding#part()}. */
    String part();

    /** What was found, at least one finding. Called once, on a thread of its own; may be interrupted. */
    List<Finding> look() throws InterruptedException;
}
