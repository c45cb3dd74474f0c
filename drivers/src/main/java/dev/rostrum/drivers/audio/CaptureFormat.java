package dev.rostrum.drivers.audio;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a source delivers.
 *
 * @param sampleRate frames per second
 * @param channels samples in a frame
 * @param numbers which channel of the card or file each of them is, from 0: how it is called wherever people are told
 */
public record CaptureFormat(int sampleRate, int channels, List<Integer> numbers) {
    /** Rate at which speech is recorded, in Hz, unless something else is asked for. */
    public static final int SPEECH_RATE = 16_000;

    public CaptureFormat {
        numbers = List.copyOf(numbers);
        if (sampleRate <= 0 || channels <= 0 || numbers.size() != channels) {
            throw new IllegalArgumentException(
                    "sampleRate=" + sampleRate + " channels=" + channels + " numbers=" + numbers);
        }
    }

    /** All channels of a card or file. */
    public CaptureFormat(int sampleRate, int channels) {
        this(sampleRate, channels, IntStream.range(0, channels).boxed().toList());
    }

    /** The same at another rate. */
    CaptureFormat at(int otherRate) {
        return new CaptureFormat(otherRate, channels, numbers);
    }

    /** Those of the channels that a source chose. */
    CaptureFormat only(int... chosen) {
        return new CaptureFormat(
                sampleRate,
                chosen.length,
                IntStream.of(chosen).mapToObj(numbers::get).toList());
    }
}
