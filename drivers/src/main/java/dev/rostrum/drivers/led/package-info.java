/** The status light as a port and the lights that need no GPIO: what is shown comes in as a Glow, one light shows it. */
@NullMarked
package dev.rostrum.drivers.led;

import org.jspecify.annotations.NullMarked;
