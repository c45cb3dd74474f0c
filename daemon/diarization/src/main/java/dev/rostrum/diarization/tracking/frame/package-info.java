/** What is known of every frame of a meeting: posteriors summed over the windows, directions, labels. Nothing here decides. */
@NullMarked
package dev.rostrum.diarization.tracking.frame;

import org.jspecify.annotations.NullMarked;
