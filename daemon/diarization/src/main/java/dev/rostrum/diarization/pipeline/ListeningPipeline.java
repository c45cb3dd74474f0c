package dev.rostrum.diarization.pipeline;

import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.evidence.WindowHearing;
import dev.rostrum.diarization.frontend.DirectionFrame;
import dev.rostrum.diarization.frontend.DirectionTrack;
import dev.rostrum.diarization.frontend.MonoSink;
import dev.rostrum.diarization.window.WindowAssembler;

/**
 * The main path: mono samples become windows, windows become evidence, and evidence goes to whoever makes events of
 * it. The same samples give the same events bit for bit, however they are cut into blocks. One thread; no clock.
 */
public final class ListeningPipeline implements MonoSink {
    private final WindowAssembler assembler;
    private final WindowHearing extractor;
    private final EvidenceSink evidence;
    private final DirectionTrack.Gatherer directions = new DirectionTrack.Gatherer();
    private int wantedHopSamples;
    private long windows;

    /**
     * A path from its stages.
     *
     * @param extractor what the networks say of a window, LENT to it; windows come in stream order
     * @param evidence most often an {@link EventStage}
     */
    public ListeningPipeline(WindowAssembler assembler, WindowHearing extractor, EvidenceSink evidence) {
        this.assembler = assembler;
        this.wantedHopSamples = assembler.hopSamples();
        this.extractor = extractor;
        this.evidence = evidence;
    }

    /** Stream position of the sample expected next. */
    public long nextSample() {
        return assembler.nextSample();
    }

    /**
     * From the next window on, which comes when it would have come, the ones after it end at multiples of
     * {@code hopSamples}, and at most one voice in so many is embedded.
     */
    public void spend(int hopSamples, int embedOneIn) {
        wantedHopSamples = hopSamples;
        extractor.embedOneIn(embedOneIn);
    }

    /** How many windows were heard so far. */
    public long windows() {
        return windows;
    }

    /**
     * Takes the next samples. A position beyond the expected one is a hole and stays one.
     *
     * @param positionSamples stream position of {@code mono[offset]}; never behind the expected one
     * @param mono samples at the networks' rate; LENT for the call
     */
    @Override
    public void accept(long positionSamples, float[] mono, int offset, int length) {
        if (positionSamples != assembler.nextSample()) {
            skipTo(positionSamples);
        }
        int done = 0;
        while (done < length) {
            done += assembler.take(mono, offset + done, length - done);
            if (assembler.windowDue()) {
                hearWindow();
            }
        }
    }

    @Override
    public void directions(long centreSample, DirectionFrame frame) {
        directions.add(centreSample, frame);
    }

    /** The samples up to {@code positionSamples} are lost. */
    public void skipTo(long positionSamples) {
        long fromSample = assembler.nextSample();
        coverTail();
        assembler.restartAt(positionSamples);
        evidence.gap(fromSample, positionSamples);
    }

    /** The meeting is over with the newest sample; samples that follow belong to the next. */
    public void finish() {
        coverTail();
        evidence.finish(assembler.nextSample());
        assembler.restartAt(assembler.nextSample());
    }

    /** No sound for now: what came since the last window is heard, so that it need not wait for what may never come. */
    public void pause() {
        coverTail();
    }

    private void coverTail() {
        if (assembler.tailDue()) {
            hearWindow();
        }
    }

    private void hearWindow() {
        assembler.hopSamples(wantedHopSamples);
        evidence.accept(extractor.extract(assembler.window()).from(directions.take()));
        windows++;
    }
}
