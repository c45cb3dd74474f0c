package dev.rostrum.model.segmentation;

/**
 * Sound for one run of a network, and how loud the network is to hear it. LENT for the run, not changed.
 *
 * @param firstSample stream position of {@code samples[offset]}
 * @param samples mono, in [-1, 1]
 * @param offset first valid index
 * @param length valid samples
 * @param gain what every sample is to be multiplied by
 */
@SuppressWarnings("ArrayRecordComponent")
public record HeardSound(long firstSample, float[] samples, int offset, int length, float gain) {
    /** A copy as loud as it is to be heard, in an array of the caller's own. */
    public float[] scaled() {
        float[] out = new float[length];
        for (int i = 0; i < length; i++) {
            out[i] = gain * samples[offset + i];
        }
        return out;
    }
}
