/**
 * Devices that are made of numbers: a room with speakers, a light that remembers, a button pressed on cue. They are
 * products, used by the demonstration and by tests; each is deterministic and used by one thread.
 */
@NullMarked
package dev.rostrum.drivers.simulated;

import org.jspecify.annotations.NullMarked;
