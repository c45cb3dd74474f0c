package dev.rostrum.drivers.audio;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Another source at a wanted rate, through {@link Resampler}; a source that has the rate already passes through
 * unchanged. Positions and gaps are counted at the wanted rate. The few milliseconds that the filter still needs when
 * a gap begins fall into the gap. One thread.
 */
public final class ResamplingSource implements AudioSource {
    private final AudioSource source;
    private final int sampleRate;
    private Resampler[] resamplers = new Resampler[0];
    private int sourceRate;
    private @Nullable AudioBlock inner;
    private long segmentStart;
    private long segmentOutputs;
    private long segmentInputs;
    private long nextPosition;
    private boolean ended;

    /**
     * @param source taken over
     * @param sampleRate wanted, in Hz
     */
    public ResamplingSource(AudioSource source, int sampleRate) {
        this.source = source;
        this.sampleRate = sampleRate;
    }

    @Override
    public CaptureFormat open() {
        CaptureFormat format = source.open();
        sourceRate = format.sampleRate();
        resamplers = new Resampler[format.channels()];
        Arrays.setAll(resamplers, i -> new Resampler(sourceRate, sampleRate));
        inner = null;
        nextPosition = 0;
        ended = false;
        begin(0);
        return format.at(sampleRate);
    }

    @Override
    public Outcome read(AudioBlock block) {
        if (sourceRate == sampleRate) {
            return source.read(block);
        }
        if (ended) {
            return Outcome.END;
        }
        if (inner == null || resamplers[0].outputsFor(inner.capacityFrames()) > block.capacityFrames()) {
            inner = new AudioBlock(block.channels(), resamplers[0].inputsFor(block.capacityFrames()));
        }
        AudioBlock in = inner;
        Outcome outcome = source.read(in);
        return switch (outcome) {
            case FRAMES -> resample(in, block);
            case END -> flush(block);
            case NOT_YET, LOST -> outcome;
        };
    }

    private Outcome resample(AudioBlock in, AudioBlock block) {
        if (in.gapFrames() > 0) {
            begin(Math.ceilDiv(in.positionFrames() * sampleRate, (long) sourceRate));
        }
        segmentInputs += in.frames();
        int given = 0;
        for (int channel = 0; channel < resamplers.length; channel++) {
            given = resamplers[channel].process(in.channel(channel), in.frames(), block.channel(channel));
        }
        return deliver(block, given);
    }

    /** The end: silence takes the place of what the filter waits for, as much as the sound's length needs. */
    private Outcome flush(AudioBlock block) {
        ended = true;
        float[] silence = new float[resamplers[0].lookAhead()];
        long wanted = Math.ceilDiv(segmentInputs * sampleRate, (long) sourceRate) - segmentOutputs;
        int given = 0;
        for (int channel = 0; channel < resamplers.length; channel++) {
            float[] rest = new float[resamplers[0].outputsFor(silence.length) + 1];
            int made = resamplers[channel].process(silence, silence.length, rest);
            given = (int) Math.min(Math.min(made, wanted), block.capacityFrames());
            System.arraycopy(rest, 0, block.channel(channel), 0, given);
        }
        return given == 0 ? Outcome.END : deliver(block, given);
    }

    private Outcome deliver(AudioBlock block, int given) {
        if (given == 0) {
            return Outcome.NOT_YET;
        }
        long position = segmentStart + segmentOutputs;
        block.filled(given, position, position - nextPosition);
        segmentOutputs += given;
        nextPosition = position + given;
        return Outcome.FRAMES;
    }

    private void begin(long position) {
        segmentStart = position;
        segmentOutputs = 0;
        segmentInputs = 0;
        for (Resampler resampler : resamplers) {
            resampler.restart();
        }
    }

    /** The rate before, in Hz; once it is open. */
    public int sourceRate() {
        return sourceRate;
    }

    @Override
    public SourceReport report() {
        return source.report();
    }

    @Override
    public void close() {
        source.close();
    }
}
