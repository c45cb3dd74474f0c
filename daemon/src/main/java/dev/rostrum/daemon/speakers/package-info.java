/**
 * Same speaker or another: a probabilistic model of speaker embeddings that counts what stands behind each side. Embeddings
 * become pieces in the model's space; pieces of one speaker add up to {@link dev.rostrum.daemon.speakers.SpeakerStatistics};
 * every question about identity is a difference of log-likelihoods in nats. Nothing here keeps state.
 */
@NullMarked
package dev.rostrum.daemon.speakers;

import org.jspecify.annotations.NullMarked;
