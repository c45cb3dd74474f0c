/** Mono sound becomes log-mel frames, exactly as the embedding network was trained to see them. */
@NullMarked
package dev.rostrum.model.features;

import org.jspecify.annotations.NullMarked;
