package dev.rostrum.diarization.evidence;

/**
 * One vector and what stands behind it.
 *
 * @param fromSample first sample of the sound behind it
 * @param toSample one past the last
 * @param cleanSeconds how much of it is one speaker's own speech, as far as the segmentation tells
 * @param vector the network's, not normalised; owned by this record, never changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record EmbeddingEvidence(long fromSample, long toSample, float cleanSeconds, float[] vector) {}
