package dev.rostrum.diarization.frontend.array;

import dev.rostrum.diarization.frontend.ChannelMonitor;
import dev.rostrum.diarization.frontend.DirectionFrame;
import dev.rostrum.diarization.frontend.FirstChannel;
import dev.rostrum.diarization.frontend.FrontEnd;
import dev.rostrum.diarization.frontend.MonoSink;
import dev.rostrum.diarization.frontend.SoundBlock;
import dev.rostrum.diarization.frontend.SoundFormat;
import dev.rostrum.diarization.frontend.SoundFormatException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The front end of an array: finds and follows the directions of speech and makes one stream that listens there. What
 * it gives is {@value ArraySpectrum#HOP} samples late; {@link #finish} gives the rest. A channel that is dead is left
 * out within about half a second, one that is inverted or much too weak is put right, all without a click. Where what is
 * heard does not fit the geometry, it gives no directions and the first live channel. Allocates
 * nothing but when a channel dies or comes back. One thread; state is the stream's own.
 */
public final class ArrayFrontEnd implements FrontEnd {
    private final int channels;
    private final ChannelMonitor monitor;
    private final ArraySpectrum spectrum;
    private final SteeredPower power;
    private final DirectionTracker tracker;
    private final GeometryCheck geometryCheck;
    private final BeamformerOutput mono;
    private final DirectionFrame directions = new DirectionFrame();
    private final float[] correction;
    private final boolean[] live;
    private long segmentStart;
    private long nextFrame;
    private int filled;

    /**
     * The front end for what a source delivers: that of the array, or the first channel where none is known.
     *
     * @throws SoundFormatException if the rate is not the networks', or the channels are not the array's
     */
    public static FrontEnd orFirstChannel(SoundFormat format, int networkRate, Optional<ArrayGeometry> array) {
        return array.<FrontEnd>map(geometry -> new ArrayFrontEnd(format, networkRate, geometry))
                .orElseGet(() -> new FirstChannel(format, networkRate));
    }

    /**
     * An array front end for what a source delivers.
     *
     * @throws SoundFormatException if the rate is not the networks' or the channels are not the array's
     */
    public ArrayFrontEnd(SoundFormat format, int networkRate, ArrayGeometry geometry) {
        if (format.sampleRate() != networkRate) {
            throw new SoundFormatException("sound of " + format.sampleRate() + " Hz, the networks hear " + networkRate
                    + " Hz; convert it first, for example with sox IN -r " + networkRate + " OUT");
        }
        if (format.channels() != geometry.size()) {
            throw new SoundFormatException("the array has " + geometry.size() + " microphones, the sound "
                    + format.channels() + " channels; say with 'use' which channels they are, or choose another array");
        }
        this.channels = format.channels();
        this.monitor = new ChannelMonitor(format, ChannelMonitor.Settings.defaults());
        this.spectrum = new ArraySpectrum(channels);
        this.power = new SteeredPower(geometry, networkRate, SteeredPower.Settings.defaults());
        this.tracker = new DirectionTracker(DirectionTracker.Settings.defaults());
        this.geometryCheck = new GeometryCheck(networkRate, GeometryCheck.Settings.defaults());
        this.mono = new BeamformerOutput(geometry, networkRate, BeamformerOutput.Settings.defaults());
        this.correction = new float[channels];
        this.live = new boolean[channels];
        Arrays.fill(correction, 1);
        Arrays.fill(live, true);
    }

    /** All that shapes what the front end makes of an array's sound, in one line: another text, another stream. */
    public static String describe(ArrayGeometry geometry) {
        return geometry + " " + SteeredPower.Settings.defaults() + " " + DirectionTracker.Settings.defaults() + " "
                + BeamformerOutput.Settings.defaults() + " " + GeometryCheck.Settings.defaults() + " or one";
    }

    /** The health of its microphones; the front end feeds it. */
    public ChannelMonitor monitor() {
        return monitor;
    }

    /** Whether what is heard fits no direction, as it would with another geometry than the configured one. */
    public boolean geometryInDoubt() {
        return geometryCheck.inDoubt();
    }

    /** Whether enough speech was heard to judge the geometry by. */
    public boolean geometryJudged() {
        return geometryCheck.judged();
    }

    /** Share of what the pairs hear that the best direction explains: about 1 where the geometry is right. */
    public double geometryFit() {
        return geometryCheck.fit();
    }

    @Override
    public void accept(SoundBlock block, MonoSink out) {
        if (block.positionFrames() != nextFrame) {
            finish(out);
            begin(block.positionFrames());
        }
        monitor.accept(block);
        int from = 0;
        while (from < block.frames()) {
            int count = Math.min(block.frames() - from, ArraySpectrum.HOP - filled);
            for (int c = 0; c < channels; c++) {
                copy(block.channel(c), from, count, c);
            }
            from += count;
            filled += count;
            nextFrame += count;
            if (filled == ArraySpectrum.HOP) {
                hop(ArraySpectrum.HOP, out);
            }
        }
    }

    private void copy(float[] samples, int from, int count, int channel) {
        float[] recent = spectrum.recent(channel);
        int to = ArraySpectrum.SIZE - ArraySpectrum.HOP + filled;
        float factor = correction[channel];
        for (int i = 0; i < count; i++) {
            recent[to + i] = factor * samples[from + i];
        }
    }

    @Override
    public void finish(MonoSink out) {
        if (nextFrame == segmentStart) {
            return;
        }
        int rest = filled;
        pad();
        hop(ArraySpectrum.HOP, out);
        if (rest > 0) {
            pad();
            hop(rest, out);
        }
        begin(nextFrame);
    }

    private void pad() {
        for (int c = 0; c < channels; c++) {
            Arrays.fill(spectrum.recent(c), ArraySpectrum.SIZE - ArraySpectrum.HOP + filled, ArraySpectrum.SIZE, 0);
        }
        nextFrame += ArraySpectrum.HOP - filled;
    }

    /** A hop is complete: gives the one before, of which {@code count} samples are wanted. */
    private void hop(int count, MonoSink out) {
        filled = 0;
        adjust();
        spectrum.step();
        power.add(spectrum);
        float[] response = power.look();
        geometryCheck.add(response, power.agreement());
        tracker.follow(response, directions);
        boolean trusted = !geometryCheck.inDoubt();
        if (trusted) {
            mono.aimAt(directions);
        } else {
            mono.aimAtOne();
        }
        mono.add(spectrum);
        long position = nextFrame - ArraySpectrum.SIZE;
        if (position >= segmentStart) {
            if (trusted) {
                out.directions(nextFrame - ArraySpectrum.HOP, directions);
            }
            out.accept(position, mono.done(), 0, count);
        }
    }

    /** Follows the monitor's verdicts. A sign or gain changes at a hop's edge, under the rising window: no click. */
    private void adjust() {
        boolean changed = false;
        boolean putRight = false;
        for (int c = 0; c < channels; c++) {
            boolean alive = !monitor.dead(c);
            changed |= alive != live[c];
            live[c] = alive;
            power.use(c, alive);
            float newCorrection = (float) monitor.correction(c);
            putRight |= newCorrection * correction[c] < 0;
            correction[c] = newCorrection;
        }
        if (changed || putRight) {
            geometryCheck.restart(); // what was heard of a faulty channel says nothing of the geometry
        }
        if (changed) {
            mono.use(live, directions);
        }
    }

    private void begin(long position) {
        segmentStart = position;
        nextFrame = position;
        filled = 0;
        spectrum.restart();
        power.restart();
        tracker.restart();
        mono.restart();
    }
}
