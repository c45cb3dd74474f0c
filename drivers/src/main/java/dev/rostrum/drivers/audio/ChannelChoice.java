package dev.rostrum.drivers.audio;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.DeviceException.Fault;
import java.util.List;
import java.util.stream.IntStream;

/** Which of a device's channels are used, and in which order. */
final class ChannelChoice {
    private ChannelChoice() {}

    /**
     * Channel numbers of the device in the order of delivery.
     *
     * @param use asked channels from 0; empty for all
     * @throws DeviceException when the device lacks one of them or one is asked twice
     */
    static int[] resolve(List<Integer> use, int channels, String device) {
        if (use.isEmpty()) {
            return IntStream.range(0, channels).toArray();
        }
        for (int channel : use) {
            if (channel < 0 || channel >= channels) {
                throw new DeviceException(
                        Fault.TOO_FEW_CHANNELS,
                        "channel " + channel + " is asked of " + device + ", which has "
                                + (channels == 1 ? "channel 0 only" : "channels 0 to " + (channels - 1))
                                + "; correct the list of channels");
            }
            if (use.indexOf(channel) != use.lastIndexOf(channel)) {
                throw new DeviceException(
                        "channel " + channel + " is asked twice of " + device + "; correct the list of channels");
            }
        }
        return use.stream().mapToInt(Integer::intValue).toArray();
    }
}
