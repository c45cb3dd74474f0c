/**
 * What was heard becomes masks: for each talker and 20 ms the probabilities of silence, this talker, others, and both,
 * as recognisers that are conditioned on diarization take them. On the caller's thread.
 */
@NullMarked
package dev.rostrum.daemon.masks;

import org.jspecify.annotations.NullMarked;
