/** Log-mel frames of one voice become one vector. */
@NullMarked
package dev.rostrum.model.embedding;

import org.jspecify.annotations.NullMarked;
