/**
 * What was heard becomes masks: for each speaker and 20 ms the probabilities of silence, this speaker, others, and both,
 * as recognisers that are conditioned on diarization take them. On the caller's thread.
 */
@NullMarked
package dev.rostrum.service.masks;

import org.jspecify.annotations.NullMarked;
