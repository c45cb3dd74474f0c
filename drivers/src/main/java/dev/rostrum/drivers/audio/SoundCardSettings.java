package dev.rostrum.drivers.audio;

import java.time.Duration;
import java.util.List;

/**
 * Which sound card, and how it is opened.
 *
 * @param card regular expression, found somewhere in the card's id or description
 * @param channels that the card is opened with
 * @param sampleRate that the card is opened with, in Hz
 * @param encoding that the card is opened with
 * @param use channels to deliver, from 0, in this order; empty for all
 * @param buffer what the system keeps while nobody reads; more survives a longer hold-up
 * @param quietLimit an open line that brings nothing for so long is given up
 */
public record SoundCardSettings(
        String card,
        int channels,
        int sampleRate,
        SampleEncoding encoding,
        List<Integer> use,
        Duration buffer,
        Duration quietLimit) {
    public SoundCardSettings {
        use = List.copyOf(use);
        if (channels < 1 || sampleRate < 1 || buffer.toMillis() < 50 || quietLimit.isNegative()) {
            throw new IllegalArgumentException("channels=" + channels + " sampleRate=" + sampleRate + " buffer="
                    + buffer + " quietLimit=" + quietLimit);
        }
    }

    /** Any card, one channel at 16 kHz. */
    public static SoundCardSettings defaults() {
        return new SoundCardSettings(
                ".",
                1,
                CaptureFormat.SPEECH_RATE,
                SampleEncoding.S16_LE,
                List.of(),
                Duration.ofMillis(400),
                Duration.ofSeconds(2));
    }

    int bufferFrames() {
        return Math.toIntExact(buffer.toMillis() * sampleRate / 1000);
    }
}
