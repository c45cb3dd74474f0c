package dev.rostrum.service.analysis;

import dev.rostrum.diarization.frontend.FrontEnd;
import dev.rostrum.diarization.pipeline.ListeningPipeline;
import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.service.capture.CapturedSound;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** Plays a finite source through the whole path on the caller's thread: replay, evaluation, tests. */
public final class SourcePlayer {
    private static final long NOT_YET_NS = 2_000_000;

    private final AudioSource source;
    private final AudioBlock block;
    private final FrontEnd frontEnd;

    /**
     * A player of an opened source.
     *
     * @param block the source's channels; its capacity is how much is read at once
     */
    public SourcePlayer(AudioSource source, AudioBlock block, FrontEnd frontEnd) {
        this.source = source;
        this.block = block;
        this.frontEnd = frontEnd;
    }

    /**
     * Plays to the end, and ends the meeting there.
     *
     * @param progress told the stream position, in samples at the networks' rate, after each block
     * @throws DeviceException if the source is lost on the way
     */
    public void play(ListeningPipeline pipeline, LongConsumer progress) {
        while (true) {
            switch (source.read(block)) {
                case FRAMES -> {
                    frontEnd.accept(new CapturedSound(block), pipeline);
                    progress.accept(pipeline.nextSample());
                }
                case NOT_YET -> LockSupport.parkNanos(NOT_YET_NS);
                case END -> {
                    frontEnd.finish(pipeline);
                    pipeline.finish();
                    return;
                }
                case LOST -> throw new DeviceException("the sound source was lost at sample " + pipeline.nextSample());
            }
        }
    }
}
