package dev.rostrum.diarization.frontend;

/** The plainest front end: the first channel as it is, at the networks' own rate. */
public final class FirstChannel implements FrontEnd {
    /**
     * A front end for what a source delivers.
     *
     * @throws SoundFormatException if the rate is not the networks'
     */
    public FirstChannel(SoundFormat format, int networkRate) {
        if (format.sampleRate() != networkRate) {
            throw new SoundFormatException("sound of " + format.sampleRate() + " Hz, the networks hear " + networkRate
                    + " Hz; convert it first, for example with sox IN -r " + networkRate + " OUT");
        }
    }

    @Override
    public void accept(SoundBlock block, MonoSink out) {
        out.accept(block.positionFrames(), block.channel(0), 0, block.frames());
    }
}
