package dev.rostrum.daemon.frontend;

import dev.rostrum.drivers.audio.CaptureFormat;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health of all microphones, for those who tell it: taken once a second from the {@link ChannelMonitor} that
 * listens in front of the front end. {@link #watch} belongs to the analysis thread, the rest to any.
 */
public final class Microphones {
    private static final Logger LOG = LoggerFactory.getLogger(Microphones.class);

    private volatile List<ChannelHealth> latest = List.of();

    /** A front end that hears the same as {@code behind}, with a monitor in front; one for each opening. */
    public FrontEnd watch(CaptureFormat format, FrontEnd behind) {
        ChannelMonitor monitor =
                new ChannelMonitor(format.channels(), format.sampleRate(), ChannelMonitor.Settings.defaults());
        long[] untilLook = {format.sampleRate()};
        latest = List.of();
        return (block, out) -> {
            monitor.accept(block);
            untilLook[0] -= block.frames();
            if (untilLook[0] <= 0) {
                untilLook[0] = format.sampleRate();
                look(monitor.health());
            }
            behind.accept(block, out);
        };
    }

    private void look(List<ChannelHealth> now) {
        List<ChannelHealth> before = latest;
        for (ChannelHealth one : now) {
            EnumSet<ChannelFault> fresh = EnumSet.noneOf(ChannelFault.class);
            fresh.addAll(one.faults());
            if (before.size() == now.size()) {
                fresh.removeAll(before.get(one.channel()).faults());
            }
            for (ChannelFault fault : fresh) {
                LOG.warn("{} channel={} fault={}", fault.sentence(one.channel()), one.channel(), fault);
            }
        }
        latest = now;
    }

    /** Every channel as of the last second; nothing before the first. */
    public List<ChannelHealth> latest() {
        return latest;
    }

    /** A word for the room's state while a microphone is at fault, such as {@code microphone-2-dead}: the worst one. */
    public Optional<String> trouble() {
        return latest.stream()
                .flatMap(one ->
                        one.faults().stream().sorted().map(fault -> "microphone-" + one.channel() + "-" + fault.word()))
                .findFirst();
    }

    /** Level, floor, gain and clipping of every channel, by stable dotted names. */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new TreeMap<>();
        for (ChannelHealth one : latest) {
            String channel = "microphone." + one.channel() + ".";
            figures.put(channel + "level-db", one.levelDb());
            figures.put(channel + "floor-db", one.floorDb());
            figures.put(channel + "gain-db", one.gainDb());
            figures.put(channel + "clipped-share", one.clippedShare());
        }
        return figures;
    }
}
