package dev.rostrum.lab.bench;

import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;

/** A finite source heard several times in a row, as one stream without holes. The reading thread. */
final class Loops implements AudioSource {
    private final AudioSource source;
    private final int wanted;
    private final Runnable afterEach;
    private int heard;
    private long baseFrames;
    private long nextFrames;

    /**
     * Of a source that can be opened again.
     *
     * @param wanted how often it is heard
     * @param afterEach called at the end of each
     */
    Loops(AudioSource source, int wanted, Runnable afterEach) {
        this.source = source;
        this.wanted = wanted;
        this.afterEach = afterEach;
    }

    @Override
    public CaptureFormat open() {
        heard = 0;
        baseFrames = 0;
        nextFrames = 0;
        return source.open();
    }

    @Override
    public Outcome read(AudioBlock block) {
        Outcome outcome = source.read(block);
        if (outcome == Outcome.FRAMES) {
            block.filled(block.frames(), baseFrames + block.positionFrames(), block.gapFrames());
            nextFrames = block.positionFrames() + block.frames();
        }
        if (outcome == Outcome.END) {
            afterEach.run();
            heard++;
            if (heard < wanted) {
                source.close();
                source.open();
                baseFrames = nextFrames;
                return Outcome.NOT_YET;
            }
        }
        return outcome;
    }

    @Override
    public void close() {
        source.close();
    }
}
