package dev.rostrum.daemon.frontend;

import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.CaptureFormat;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
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

    /** Stands in the degraded state while the source does not deliver the array's channels. */
    public static final String WITHOUT_ARRAY = "array-without-its-channels";

    /** Stands in the degraded state while what is heard does not fit the array. */
    public static final String WRONG_GEOMETRY = "array-geometry-wrong";

    private volatile List<ChannelHealth> latest = List.of();
    private volatile Optional<String> arrayTrouble = Optional.empty();

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

    /**
     * The front end of the array, watched by its own monitor; or that of the first channel, where no array is known or
     * the source does not deliver the array's channels, which is told as long as it lasts.
     *
     * @throws dev.rostrum.drivers.DeviceException if the rate is not the networks'
     */
    public FrontEnd watch(CaptureFormat format, int networkRate, Optional<ArrayGeometry> array) {
        arrayTrouble = Optional.empty();
        if (array.isPresent() && array.get().size() != format.channels()) {
            arrayTrouble = Optional.of(WITHOUT_ARRAY);
            LOG.error(
                    "The array has {} microphones and the sound {} channels: hearing channel 0 only, without directions;"
                            + " choose the array's channels with 'use', or another array.",
                    array.get().size(),
                    format.channels());
        }
        if (array.isEmpty() || arrayTrouble.isPresent()) {
            return watch(format, new FirstChannel(format, networkRate));
        }
        array.get().spacingCost().ifPresent(LOG::warn);
        ArrayFrontEnd frontEnd = new ArrayFrontEnd(format, networkRate, array.get());
        latest = List.of();
        return watched(frontEnd, format);
    }

    private FrontEnd watched(ArrayFrontEnd frontEnd, CaptureFormat format) {
        long[] untilLook = {format.sampleRate()};
        return new FrontEnd() {
            @Override
            public void accept(AudioBlock block, MonoSink out) {
                frontEnd.accept(block, out);
                untilLook[0] -= block.frames();
                if (untilLook[0] <= 0) {
                    untilLook[0] = format.sampleRate();
                    look(frontEnd.monitor().health());
                    lookAtGeometry(frontEnd);
                }
            }

            @Override
            public void finish(MonoSink out) {
                frontEnd.finish(out);
            }
        };
    }

    private void lookAtGeometry(ArrayFrontEnd frontEnd) {
        boolean doubted = arrayTrouble.isPresent();
        if (frontEnd.geometryInDoubt() && !doubted) {
            LOG.warn(
                    "What the microphones hear does not fit the configured array (fit {}): directions are wrong; check"
                            + " 'array.shape', the positions and the order of the channels.",
                    String.format(Locale.ROOT, "%.2f", frontEnd.geometryFit()));
        }
        arrayTrouble = frontEnd.geometryInDoubt() ? Optional.of(WRONG_GEOMETRY) : Optional.empty();
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

    /**
     * A word for the room's state while a microphone is at fault, such as {@code microphone-2-dead}: the worst one;
     * or that its array is not what it should be.
     */
    public Optional<String> trouble() {
        return latest.stream()
                .flatMap(one ->
                        one.faults().stream().sorted().map(fault -> "microphone-" + one.channel() + "-" + fault.word()))
                .findFirst()
                .or(() -> arrayTrouble);
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
