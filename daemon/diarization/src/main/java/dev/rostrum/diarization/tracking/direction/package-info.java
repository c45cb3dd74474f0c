/** From where each speaker is heard, and what that says of who speaks in a frame or in a cluster. */
@NullMarked
package dev.rostrum.diarization.tracking.direction;

import org.jspecify.annotations.NullMarked;
