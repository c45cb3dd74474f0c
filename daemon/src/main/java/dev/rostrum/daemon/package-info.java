/** The daemon: one path from sound to events, and what tells the building. */
@NullMarked
package dev.rostrum.daemon;

import org.jspecify.annotations.NullMarked;
