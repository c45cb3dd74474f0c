package dev.rostrum.drivers.simulated;

/**
 * Something said in a simulated room.
 *
 * @param speaker who, as truth files name him
 * @param beginSample when, in samples from the start of the scene; sound reaches the microphones a little later
 * @param dry the voice alone, as one metre away; not changed, not copied
 * @param path from where
 */
@SuppressWarnings("ArrayRecordComponent")
public record Utterance(String speaker, long beginSample, float[] dry, SpeakerPath path) {
    public Utterance {
        if (beginSample < 0) {
            throw new IllegalArgumentException("beginSample=" + beginSample);
        }
    }
}
