package dev.rostrum.service.replay;

import dev.rostrum.diarization.frontend.FrontEnd;
import dev.rostrum.diarization.frontend.MonoSink;
import dev.rostrum.diarization.frontend.SoundBlock;
import dev.rostrum.drivers.audio.CaptureFormat;
import java.util.function.Consumer;

/**
 * The first channel of several, of which nobody said which is to be heard: says once what is left out, after a minute of
 * sound or at its end.
 */
final class ChannelRemark implements FrontEnd {
    private static final int SECONDS = 60;

    private final FrontEnd first;
    private final CaptureFormat format;
    private final Consumer<String> remarks;
    private final ChannelLikeness likeness;
    private long frames;
    private boolean told;

    ChannelRemark(FrontEnd first, CaptureFormat format, Consumer<String> remarks) {
        this.first = first;
        this.format = format;
        this.remarks = remarks;
        this.likeness = new ChannelLikeness(format.channels());
    }

    @Override
    public void accept(SoundBlock block, MonoSink out) {
        if (!told) {
            likeness.accept(block);
            frames += block.frames();
            tell(frames >= (long) SECONDS * format.sampleRate());
        }
        first.accept(block, out);
    }

    @Override
    public void finish(MonoSink out) {
        tell(!told);
        first.finish(out);
    }

    private void tell(boolean now) {
        if (now) {
            told = true;
            remarks.accept(format.channels() + " channels, " + likeness.sentence()
                    + "; heard is channel 0, --channel mix hears all");
        }
    }
}
