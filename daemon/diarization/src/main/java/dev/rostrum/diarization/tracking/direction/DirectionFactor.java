package dev.rostrum.diarization.tracking.direction;

import dev.rostrum.diarization.speakers.SpeakerClustering;
import dev.rostrum.diarization.tracking.embedding.Vectors;

/** From where speakers speak, as evidence of who is one speaker: bounded, and none where a direction is unknown. Keeps state. */
public final class DirectionFactor implements SpeakerClustering.OtherEvidence {
    private final double[][] directions;
    private final double nats;

    /**
     * Over clusters heard from these directions.
     *
     * @param directions weight of each direction, {@code [speakers][DirectionHistogram.BINS]}; changed
     * @param nats for one speaker where two speakers have all their directions in common, for two where they have none
     */
    public DirectionFactor(double[][] directions, double nats) {
        this.directions = directions;
        this.nats = nats;
    }

    @Override
    public double logRatio(int a, int b) {
        return nats * DirectionHistogram.agreement(directions[a], directions[b]);
    }

    @Override
    public void join(int kept, int gone) {
        Vectors.add(directions[kept], 1, directions[gone]);
    }
}
