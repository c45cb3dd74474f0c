/** A window of sound becomes what the two networks say of it. Analysis thread. */
@NullMarked
package dev.rostrum.diarization.evidence;

import org.jspecify.annotations.NullMarked;
