package dev.rostrum.drivers.audio;

/** A source of one channel that plays given samples and loses some where told. */
final class ScriptedSource implements AudioSource {
    private final int rate;
    private final float[] samples;
    private int position;
    private int loseAt = -1;
    private int loseFrames;

    ScriptedSource(int rate, float[] samples) {
        this.rate = rate;
        this.samples = samples;
    }

    /** Loses {@code frames} frames from position {@code at} on. */
    void lose(int at, int frames) {
        loseAt = at;
        loseFrames = frames;
    }

    @Override
    public CaptureFormat open() {
        position = 0;
        return new CaptureFormat(rate, 1);
    }

    @Override
    public Outcome read(AudioBlock block) {
        int gap = 0;
        if (position == loseAt) {
            gap = loseFrames;
            position += gap;
        }
        int end = position < loseAt ? loseAt : samples.length;
        int frames = Math.min(block.capacityFrames(), end - position);
        if (frames == 0) {
            return Outcome.END;
        }
        System.arraycopy(samples, position, block.channel(0), 0, frames);
        block.filled(frames, position, gap);
        position += frames;
        return Outcome.FRAMES;
    }

    @Override
    public void close() {}
}
