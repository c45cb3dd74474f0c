/** Embeddings as the tracker holds them: transformed, weighed, and kept for the whole meeting. */
@NullMarked
package dev.rostrum.diarization.tracking.embedding;

import org.jspecify.annotations.NullMarked;
