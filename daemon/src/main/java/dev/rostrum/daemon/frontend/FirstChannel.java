package dev.rostrum.daemon.frontend;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.CaptureFormat;

/** The plainest front end: the first channel as it is, at the networks' own rate. */
public final class FirstChannel implements FrontEnd {
    /**
     * A front end for what a source delivers.
     *
     * @throws DeviceException if the rate is not the networks'
     */
    public FirstChannel(CaptureFormat format, int networkRate) {
        if (format.sampleRate() != networkRate) {
            throw new DeviceException("sound of " + format.sampleRate() + " Hz, the networks hear " + networkRate
                    + " Hz; convert it first, for example with sox IN -r " + networkRate + " OUT");
        }
    }

    @Override
    public void accept(AudioBlock block, MonoSink out) {
        out.accept(block.positionFrames(), block.channel(0), 0, block.frames());
    }
}
