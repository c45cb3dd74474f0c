/** The push button: edges with monotonic times come in, gestures come out. Pure but for the port itself. */
@NullMarked
package dev.rostrum.drivers.button;

import org.jspecify.annotations.NullMarked;
