package dev.rostrum.diarization.tracking;

/**
 * How late frames are decided, and how often windows come.
 *
 * @param latencySamples how long after an instant its label must stand
 * @param hopSamples distance between windows, at most the latency
 */
public record Timing(int latencySamples, int hopSamples) {
    /**
     * Says that frames would fall due between windows.
     *
     * @throws IllegalArgumentException if the hop is above the latency
     */
    public Timing {
        if (latencySamples < hopSamples) {
            throw new IllegalArgumentException("latencySamples=" + latencySamples + " hopSamples=" + hopSamples);
        }
    }
}
