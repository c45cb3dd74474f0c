/** Turns, button, commands and the line's state become what the room is told. Conductor thread. */
@NullMarked
package dev.rostrum.service.conductor;

import org.jspecify.annotations.NullMarked;
