package dev.rostrum.diarization.frontend;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a {@link FrontEnd} is given.
 *
 * @param sampleRate frames per second
 * @param channels samples in a frame
 * @param numbers how each of them is called wherever people are told: its channel of the card or file, from 0
 */
public record SoundFormat(int sampleRate, int channels, List<Integer> numbers) {
    /** Frames per second of what the packaged networks hear; everything behind the front end counts in these. */
    public static final int NETWORK_RATE = 16_000;

    public SoundFormat {
        numbers = List.copyOf(numbers);
        if (sampleRate <= 0 || channels <= 0 || numbers.size() != channels) {
            throw new IllegalArgumentException(
                    "sampleRate=" + sampleRate + " channels=" + channels + " numbers=" + numbers);
        }
    }

    /** All channels, called by their places. */
    public SoundFormat(int sampleRate, int channels) {
        this(sampleRate, channels, IntStream.range(0, channels).boxed().toList());
    }
}
