package dev.rostrum.diarization.tracking;

import dev.rostrum.diarization.speakers.SpeakerClustering;

/** From where voices speak, as evidence of who is one speaker: bounded, and none where a seat is unknown. Keeps state. */
final class DirectionFactor implements SpeakerClustering.OtherEvidence {
    private final double[][] seats;
    private final double nats;

    /**
     * @param seats weight of each direction, {@code [voices][DirectionHistogram.BINS]}; changed
     * @param nats for one speaker where two voices have all their seats in common, for two where they have none
     */
    DirectionFactor(double[][] seats, double nats) {
        this.seats = seats;
        this.nats = nats;
    }

    @Override
    public double logRatio(int a, int b) {
        return nats * DirectionHistogram.sameSeat(seats[a], seats[b]);
    }

    @Override
    public void join(int kept, int gone) {
        Vectors.add(seats[kept], 1, seats[gone]);
    }
}
