package dev.rostrum.service.replay;

import dev.rostrum.diarization.frontend.FrontEnd;
import dev.rostrum.diarization.frontend.MeanOfChannels;
import dev.rostrum.diarization.frontend.SoundFormatException;
import dev.rostrum.diarization.frontend.array.ArrayFrontEnd;
import dev.rostrum.diarization.frontend.array.ArrayInUse;
import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.audio.AudioFileSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.service.capture.CapturedSound;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How sound files are listened to.
 *
 * @param channels which of a file's channels, and where their microphones stand
 * @param mixed whether their mean is heard; else the array, or the first of them where none is known
 * @param remarks told, on the listening thread, in a line for each, what should be known of a file's channels and rate
 */
public record Listening(ArrayInUse channels, boolean mixed, Consumer<String> remarks) {
    /** To these channels; nobody is told anything. */
    public static Listening silently(ArrayInUse channels) {
        return new Listening(channels, false, remark -> {});
    }

    /** Nobody chose channels: the first is heard, and if there are more, that is to be said. */
    boolean isUnchosen() {
        return channels.equals(ArrayInUse.NONE) && !mixed;
    }

    /** The channels of a file that are asked for, at its own rate; not open yet. */
    public AudioFileSource file(Path sound) {
        return new AudioFileSource(sound, channels.use());
    }

    /** Makes one stream of the channels that {@link #file} delivers, at the networks' rate. */
    public FrontEnd frontEnd(CaptureFormat format, int networkRate) {
        return mixed
                ? new MeanOfChannels()
                : ArrayFrontEnd.orFirstChannel(CapturedSound.format(format), networkRate, channels.geometry());
    }

    /**
     * The same, for a file that is to be named where its channels are not the array's.
     *
     * @throws DeviceException they are not
     */
    public FrontEnd frontEnd(Path sound, CaptureFormat format, int networkRate) {
        try {
            return frontEnd(format, networkRate);
        } catch (SoundFormatException e) {
            throw new DeviceException(sound + ": " + e.getMessage(), e);
        }
    }

    /** Parts what is heard this way from what is heard otherwise; empty for the first channel. */
    public String key() {
        return channels.key() + (mixed ? " mean of channels" : "");
    }
}
