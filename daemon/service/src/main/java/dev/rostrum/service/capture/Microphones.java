package dev.rostrum.service.capture;

import dev.rostrum.diarization.frontend.ChannelFault;
import dev.rostrum.diarization.frontend.ChannelHealth;
import dev.rostrum.diarization.frontend.ChannelMonitor;
import dev.rostrum.diarization.frontend.FirstChannel;
import dev.rostrum.diarization.frontend.FrontEnd;
import dev.rostrum.diarization.frontend.MonoSink;
import dev.rostrum.diarization.frontend.SoundBlock;
import dev.rostrum.diarization.frontend.SoundFormat;
import dev.rostrum.diarization.frontend.array.ArrayFrontEnd;
import dev.rostrum.diarization.frontend.array.ArrayGeometry;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health of all microphones, for those who tell it: taken once a second from the {@link ChannelMonitor} that
 * listens in front of the front end. {@link #watch} and what it returns belong to the analysis thread, the rest to any.
 */
public final class Microphones {
    private static final Logger LOG = LoggerFactory.getLogger(Microphones.class);

    /** Stands in the degraded state while the source does not deliver the array's channels. */
    public static final String WITHOUT_ARRAY = "array-without-its-channels";

    /** Stands in the degraded state while what is heard does not fit the array. */
    public static final String WRONG_GEOMETRY = "array-geometry-wrong";

    /** A fault is told until it was away for so many looks, so that one that comes and goes is one. */
    private static final int HELD_LOOKS = 10;
    /** And comes into the log again only after so many. */
    private static final int LOGGED_AGAIN_LOOKS = 600;

    private final BooleanSupplier lineOpen;
    private final Map<Trouble, Long> lastSeen = new TreeMap<>();
    private boolean gateLogged;
    private long looks;
    private volatile List<ChannelHealth> latest = List.of();
    private volatile Optional<String> faultWord = Optional.empty();
    private volatile Optional<String> arrayTrouble = Optional.empty();

    /** A fault of one channel; the order is that in which they are told. */
    private record Trouble(int channel, ChannelFault fault) implements Comparable<Trouble> {
        private static final Comparator<Trouble> ORDER =
                Comparator.comparingInt(Trouble::channel).thenComparing(Trouble::fault);

        @Override
        public int compareTo(Trouble other) {
            return ORDER.compare(this, other);
        }
    }

    /** @param lineOpen whether the microphones are listened to; while they are not, nothing is said of them. Any thread */
    public Microphones(BooleanSupplier lineOpen) {
        this.lineOpen = lineOpen;
    }

    /** A front end that hears the same as {@code behind}, with a monitor in front; one for each opening. */
    public FrontEnd watch(SoundFormat format, FrontEnd behind) {
        ChannelMonitor monitor = new ChannelMonitor(format, ChannelMonitor.Settings.defaults());
        FrontEnd hearing = new FrontEnd() {
            @Override
            public void accept(SoundBlock block, MonoSink out) {
                monitor.accept(block);
                behind.accept(block, out);
            }

            @Override
            public void finish(MonoSink out) {
                behind.finish(out);
            }
        };
        return new Watched(hearing, format.sampleRate(), () -> look(monitor.health()));
    }

    /**
     * The front end of the array, watched by its own monitor; or that of the first channel, where no array is known or
     * the source does not deliver the array's channels, which is told as long as it lasts.
     *
     * @throws dev.rostrum.diarization.frontend.SoundFormatException if the rate is not the networks'
     */
    public FrontEnd watch(SoundFormat format, int networkRate, Optional<ArrayGeometry> array) {
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
        return new Watched(frontEnd, format.sampleRate(), () -> {
            look(frontEnd.monitor().health());
            lookAtGeometry(frontEnd);
        });
    }

    /** A front end of one opening: looked at once a second, and nothing is known before the first look or after the end. */
    private final class Watched implements FrontEnd {
        private final FrontEnd frontEnd;
        private final int framesPerLook;
        private final Runnable look;
        private long untilLook;

        Watched(FrontEnd frontEnd, int framesPerLook, Runnable look) {
            this.frontEnd = frontEnd;
            this.framesPerLook = framesPerLook;
            this.look = look;
            this.untilLook = framesPerLook;
            forget();
        }

        @Override
        public void accept(SoundBlock block, MonoSink out) {
            frontEnd.accept(block, out);
            untilLook -= block.frames();
            if (untilLook <= 0) {
                untilLook = framesPerLook;
                look.run();
            }
        }

        @Override
        public void finish(MonoSink out) {
            frontEnd.finish(out);
            forget();
        }

        private void forget() {
            latest = List.of();
            faultWord = Optional.empty();
            looks += HELD_LOOKS;
        }
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
        looks++;
        for (ChannelHealth one : now) {
            if (one.gated() && !gateLogged) {
                gateLogged = true;
                LOG.info(
                        "Microphone channel {} delivers digital silence at times, as with a noise gate; only minutes of it"
                                + " are told as a fault.",
                        one.channel());
            }
            for (ChannelFault fault : one.faults()) {
                Long before = lastSeen.put(new Trouble(one.channel(), fault), looks);
                if (before == null || looks - before > LOGGED_AGAIN_LOOKS) {
                    LOG.warn("{} channel={} fault={}", fault.sentence(one.channel()), one.channel(), fault);
                }
            }
        }
        faultWord = lastSeen.entrySet().stream()
                .filter(seen -> looks - seen.getValue() < HELD_LOOKS)
                .map(seen -> "microphone-" + seen.getKey().channel() + "-"
                        + seen.getKey().fault().word())
                .findFirst();
        latest = now;
    }

    /** Every channel as of the last second; nothing before the first, and nothing while nobody listens. */
    public List<ChannelHealth> latest() {
        return lineOpen.getAsBoolean() ? latest : List.of();
    }

    /**
     * A word for the room's state while a microphone is at fault, such as {@code microphone-2-dead}: that of the first
     * channel; or that its array is not what it should be. It goes ten seconds after the fault.
     */
    public Optional<String> trouble() {
        return lineOpen.getAsBoolean() ? faultWord.or(() -> arrayTrouble) : Optional.empty();
    }

    /** Level, floor, gain and clipping of every channel, by stable dotted names. */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new TreeMap<>();
        for (ChannelHealth one : latest()) {
            String channel = "microphone." + one.channel() + ".";
            figures.put(channel + "level-db", one.levelDb());
            figures.put(channel + "floor-db", one.floorDb());
            figures.put(channel + "gain-db", one.gainDb());
            figures.put(channel + "clipped-share", one.clippedShare());
        }
        return figures;
    }
}
