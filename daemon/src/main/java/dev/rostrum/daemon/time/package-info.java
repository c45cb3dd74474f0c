/** Clocks, and the way from stream positions to wall time. */
@NullMarked
package dev.rostrum.daemon.time;

import org.jspecify.annotations.NullMarked;
