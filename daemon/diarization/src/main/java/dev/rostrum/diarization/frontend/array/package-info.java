/** Many microphones become one steered stream, and from where somebody speaks. Analysis thread. */
@NullMarked
package dev.rostrum.diarization.frontend.array;

import org.jspecify.annotations.NullMarked;
