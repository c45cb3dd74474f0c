package dev.rostrum.drivers.audio;

/**
 * What a source delivers.
 *
 * @param sampleRate frames per second
 * @param channels samples in a frame
 */
public record CaptureFormat(int sampleRate, int channels) {
    public CaptureFormat {
        if (sampleRate <= 0 || channels <= 0) {
            throw new IllegalArgumentException("sampleRate=" + sampleRate + " channels=" + channels);
        }
    }
}
