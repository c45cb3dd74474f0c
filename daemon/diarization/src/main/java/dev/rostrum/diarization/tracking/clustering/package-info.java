/** How many speakers a meeting has, and which embedding is whose: a first guess by agglomeration, refined by VBx. */
@NullMarked
package dev.rostrum.diarization.tracking.clustering;

import org.jspecify.annotations.NullMarked;
