package dev.rostrum.service.capture;

import dev.rostrum.diarization.settings.Key;
import dev.rostrum.drivers.audio.AudioFileSource;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.PacedSource;
import dev.rostrum.drivers.audio.ResamplingSource;
import dev.rostrum.drivers.audio.SampleEncoding;
import dev.rostrum.drivers.audio.SoundCardSettings;
import dev.rostrum.drivers.audio.SoundCardSource;
import dev.rostrum.drivers.simulated.CarriedMeeting;
import dev.rostrum.drivers.simulated.Position;
import dev.rostrum.drivers.simulated.RoomSettings;
import dev.rostrum.drivers.simulated.SimulatedRoomSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Where the sound comes from.
 *
 * @param source which kind
 * @param card regular expression, found somewhere in the card's id or description
 * @param channels that the card is opened with
 * @param sampleRate that the card is opened with, in Hz
 * @param encoding that the card is opened with
 * @param use channels to listen to, from 0; empty for all
 * @param buffer what the system keeps while nobody reads
 * @param backlog sound that may wait for the networks before it is dropped
 * @param file for the source {@code file}
 */
public record AudioSettings(
        @Key("Where sound comes from: card, file (in real time, then the daemon ends) or meeting (a simulated one).")
        Kind source,

        @Key("The sound card: a regular expression, found in the card's id or description. Never an index.")
        String card,

        @Key(value = "Channels that the card is opened with.", min = 1, max = 64)
        int channels,

        @Key(value = "Rate that the card is opened with.", unit = "Hz", min = 8000, max = 192_000)
        int sampleRate,

        @Key("Sample format that the card is opened with: s16-le, s24-3le or s32-le.")
        SampleEncoding encoding,

        @Key("Channels to listen to, counted from 0; empty for all. They keep their numbers wherever a channel is"
                + " named.")
        List<Integer> use,

        @Key(value = "What the system keeps while nobody reads. More survives a longer hold-up.", min = 0.05, max = 5)
        Duration buffer,

        @Key(
                value = "Sound that may wait for the networks before it is dropped, counted and told.",
                min = 0.1,
                max = 60)
        Duration backlog,

        @Key("WAV or FLAC for the source file.") Optional<Path> file) {
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(2);
    private static final int BLOCKS_PER_SECOND = 50;

    /** Kinds of sources. */
    public enum Kind {
        CARD,
        FILE,
        MEETING
    }

    public AudioSettings {
        use = List.copyOf(use);
        if (source == Kind.FILE && file.isEmpty()) {
            throw new IllegalArgumentException("source is file, but no file is named");
        }
        for (int channel : use) {
            if (channel < 0 || (source == Kind.CARD && channel >= channels)) {
                throw new IllegalArgumentException(
                        "use names channel " + channel + ", the card is opened with 0 to " + (channels - 1));
            }
        }
    }

    /** The first card that captures, one channel at 16 kHz. */
    public static AudioSettings defaults() {
        SoundCardSettings card = SoundCardSettings.defaults();
        return new AudioSettings(
                Kind.CARD,
                card.card(),
                card.channels(),
                card.sampleRate(),
                card.encoding(),
                card.use(),
                card.buffer(),
                Duration.ofSeconds(5),
                Optional.empty());
    }

    /** Channels that are listened to; a file says how many only once it is open. */
    public Optional<Integer> channelsInUse() {
        if (!use.isEmpty()) {
            return Optional.of(use.size());
        }
        return switch (source) {
            case CARD -> Optional.of(channels);
            case FILE -> Optional.empty();
            case MEETING -> Optional.of(1);
        };
    }

    /** How many blocks of 20 ms the backlog is. */
    public int backlogBlocks() {
        return (int) Math.max(2, backlog.toMillis() * BLOCKS_PER_SECOND / 1000);
    }

    /** The source, at the networks' rate and in real time; not open yet. */
    public AudioSource newSource(int networkRate, LongSupplier nanoTime) {
        return new ResamplingSource(newRawSource(nanoTime), networkRate);
    }

    /** The source at its own rate and in real time; not open yet. */
    public AudioSource newRawSource(LongSupplier nanoTime) {
        return switch (source) {
            case CARD ->
                new SoundCardSource(
                        new SoundCardSettings(card, channels, sampleRate, encoding, use, buffer, QUIET_LIMIT),
                        nanoTime);
            case FILE -> new PacedSource(new AudioFileSource(file.orElseThrow(), use), nanoTime);
            case MEETING ->
                new PacedSource(
                        new SimulatedRoomSource(CarriedMeeting.load()
                                .aroundTable(RoomSettings.defaults(), List.of(new Position(0, 0, 0)))),
                        nanoTime);
        };
    }
}
