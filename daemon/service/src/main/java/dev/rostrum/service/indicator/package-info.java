/**
 * What the person in the room sees and presses: the room's state becomes a light pattern, button edges become gestures. All on
 * the conductor's thread; devices that fail are reopened with growing pauses and never stop the daemon.
 */
@NullMarked
package dev.rostrum.service.indicator;

import org.jspecify.annotations.NullMarked;
