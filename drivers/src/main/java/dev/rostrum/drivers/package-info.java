/** Devices only: sound, light, button. Knows neither the networks nor the daemon. */
@NullMarked
package dev.rostrum.drivers;

import org.jspecify.annotations.NullMarked;
