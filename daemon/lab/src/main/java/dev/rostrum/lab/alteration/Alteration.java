package dev.rostrum.lab.alteration;

/**
 * Something that happens to sound between a speaker and the tracker. A pure function: the same samples, rate and seed
 * give the same samples, bit for bit. Any thread.
 */
public sealed interface Alteration
        permits AddedMusic, AddedNoise, Band, Clipping, Companding, Gain, InTurn, LateReverberation, LowRate, Speed {
    /**
     * The altered sound. It may exceed full scale; what takes it decides what becomes of that.
     *
     * @param mono one channel, full scale at 1; LENT, not changed
     * @param rateHz of the samples
     * @param seed of whatever is random
     * @return a new array; as long as {@code mono}, but for {@link #tempo}
     */
    float[] of(float[] mono, int rateHz, long seed);

    /** How many times as fast everything now happens: instants of the truth must be divided by it. */
    default double tempo() {
        return 1;
    }
}
