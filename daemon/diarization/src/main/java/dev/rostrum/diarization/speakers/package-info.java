/**
 * Same speaker or another: a probabilistic model of speaker embeddings that counts what stands behind each side. Embeddings
 * become pieces in the model's space; pieces of one speaker add up to {@link dev.rostrum.diarization.speakers.SpeakerStatistics};
 * every question about identity is a difference of log-likelihoods in nats. Nothing here keeps state but a
 * {@link dev.rostrum.diarization.speakers.SpeakerClustering}, which is used once.
 */
@NullMarked
package dev.rostrum.diarization.speakers;

import org.jspecify.annotations.NullMarked;
