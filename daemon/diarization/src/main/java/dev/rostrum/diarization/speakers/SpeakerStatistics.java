package dev.rostrum.diarization.speakers;

/**
 * What is known of a speaker: the sufficient statistics of the speaker's embeddings, which may overlap in time. Immutable.
 *
 * @param weight how many independent pieces of {@value SpeakerModel#PIECE_SECONDS} s the embeddings are worth, each counted
 *     by what no other holds; above 0
 * @param surplus by how much the embedding that holds most is worth more by itself than it was counted; 0 or more
 * @param mean mean of the projected embeddings, {@code [dimensions]}; owned by this record, never changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record SpeakerStatistics(double weight, double surplus, double[] mean) {
    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException unless {@code weight > 0} and {@code surplus >= 0}
     */
    public SpeakerStatistics {
        if (!(weight > 0) || !(surplus >= 0)) {
            throw new IllegalArgumentException("weight=" + weight + " surplus=" + surplus);
        }
    }

    /** How many pieces all is worth: one embedding alone its own length, two that overlap less than twice that. */
    public double pieces() {
        return weight + surplus;
    }

    /** Of both together, if they are one speaker. */
    public SpeakerStatistics plus(SpeakerStatistics other) {
        double all = weight + other.weight;
        double[] both = new double[mean.length];
        for (int d = 0; d < both.length; d++) {
            both[d] = (weight * mean[d] + other.weight * other.mean[d]) / all;
        }
        return new SpeakerStatistics(all, Math.max(surplus, other.surplus), both);
    }
}
