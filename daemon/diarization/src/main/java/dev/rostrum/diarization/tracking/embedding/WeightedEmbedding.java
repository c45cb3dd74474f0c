package dev.rostrum.diarization.tracking.embedding;

import dev.rostrum.diarization.evidence.EmbeddingEvidence;
import dev.rostrum.diarization.speakers.SpeakerModel;
import dev.rostrum.diarization.speakers.SpeakerStatistics;

/**
 * One vector of the meeting, ready to be clustered. Immutable.
 *
 * @param fromSample first sample of the sound behind it
 * @param toSample one past the last
 * @param cleanSeconds one speaker's own speech behind it
 * @param weight how much it counts; a piece of clean speech counts 1
 * @param residualRatio {@link EmbeddingTransform#residualRatio} of the vector
 * @param unit the vector at length 1
 * @param centred the vector in {@link EmbeddingTransform#centred}
 * @param projected the same after {@link EmbeddingTransform#project}
 * @param speaker the vector in {@link dev.rostrum.diarization.speakers.SpeakerModel#project}
 * @param alone whether nobody else is heard in it: a piece that does not hold two speakers, and so tells whether two are one
 */
@SuppressWarnings("ArrayRecordComponent")
public record WeightedEmbedding(
        long fromSample,
        long toSample,
        double cleanSeconds,
        double weight,
        double residualRatio,
        double[] unit,
        double[] centred,
        double[] projected,
        double[] speaker,
        boolean alone) {
    /** What the networks said, transformed. */
    public static WeightedEmbedding of(
            EmbeddingEvidence evidence, double weight, boolean alone, EmbeddingTransform space) {
        double[] centred = space.centred(evidence.vector());
        double[] unit = Vectors.unit(evidence.vector());
        return new WeightedEmbedding(
                evidence.fromSample(),
                evidence.toSample(),
                evidence.cleanSeconds(),
                weight,
                space.residualRatio(unit),
                unit,
                centred,
                space.project(centred),
                space.speakers().project(evidence.vector()),
                alone);
    }

    /** How many pieces of the model it is worth by itself. */
    public double pieces() {
        return SpeakerModel.pieces(cleanSeconds);
    }

    /** What the entry alone tells of its speaker. */
    public SpeakerStatistics statistics() {
        return new SpeakerStatistics(pieces(), 0, speaker);
    }

    /** The middle of the sound behind it. */
    public long centreSample() {
        return (fromSample + toSample) / 2;
    }
}
