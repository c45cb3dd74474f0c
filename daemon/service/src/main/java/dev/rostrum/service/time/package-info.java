/** Clocks, and the way from stream positions to wall time. */
@NullMarked
package dev.rostrum.service.time;

import org.jspecify.annotations.NullMarked;
