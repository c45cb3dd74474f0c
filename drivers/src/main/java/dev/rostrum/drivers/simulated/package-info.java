/** Parts that stand in for hardware and are shipped: a light that remembers and logs, a button pressed on cue. */
@NullMarked
package dev.rostrum.drivers.simulated;

import org.jspecify.annotations.NullMarked;
