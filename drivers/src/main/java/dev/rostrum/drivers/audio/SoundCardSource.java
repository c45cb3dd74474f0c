package dev.rostrum.drivers.audio;

import dev.rostrum.drivers.DeviceException;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A sound card through Java Sound, found by name at every opening, because numbers change. Java Sound tells neither
 * lost samples nor a pulled plug, so this class judges for itself: {@link ProgressCheck} finds losses, which become
 * gaps; a line that brings nothing, reads nothing three times in a row or repeats itself is LOST. Never waits: whole
 * frames are read when they are there, otherwise a read says NOT_YET. Capture thread.
 */
public final class SoundCardSource implements AudioSource {
    private final SoundCardSettings settings;
    private final Pattern pattern;
    private final SoundSystem system;
    private final KernelSound kernel;
    private final LongSupplier nanoTime;
    private @Nullable OpenCard open;

    /**
     * @param nanoTime monotonic nanoseconds
     * @throws DeviceException when the card's pattern is no regular expression
     */
    public SoundCardSource(SoundCardSettings settings, LongSupplier nanoTime) {
        this(settings, new JavaSoundSystem(), new KernelSound(Path.of("/proc/asound")), nanoTime);
    }

    SoundCardSource(SoundCardSettings settings, SoundSystem system, KernelSound kernel, LongSupplier nanoTime) {
        this.settings = settings;
        this.system = system;
        this.kernel = kernel;
        this.nanoTime = nanoTime;
        try {
            this.pattern = Pattern.compile(settings.card());
        } catch (PatternSyntaxException e) {
            throw new DeviceException(
                    "the card's pattern '" + settings.card() + "' is no regular expression: " + e.getDescription()
                            + " at " + e.getIndex() + "; correct it",
                    e);
        }
    }

    @Override
    public CaptureFormat open() {
        close();
        SoundCard card = SoundCards.find(system.cards(), pattern);
        kernel.requireFresh(card);
        SoundSystem.CaptureLine line = start(card);
        OpenCard opened = null;
        try {
            int[] channelMap =
                    ChannelChoice.resolve(settings.use(), line.format().channels(), "sound card " + card.name());
            opened = new OpenCard(line, settings, channelMap, kernel.conversions(card, settings));
            open = opened;
            return opened.format();
        } finally {
            if (opened == null) {
                line.close();
            }
        }
    }

    private SoundSystem.CaptureLine start(SoundCard card) {
        try {
            return system.start(card, settings);
        } catch (DeviceException e) {
            kernel.requireFree(card, e);
            throw e;
        }
    }

    @Override
    public Outcome read(AudioBlock block) {
        if (open == null) {
            throw new IllegalStateException("not open: " + settings.card());
        }
        return open.read(block, nanoTime.getAsLong());
    }

    @Override
    public SourceReport report() {
        return open == null ? SourceReport.NONE : open.report();
    }

    @Override
    public void close() {
        if (open != null) {
            OpenCard closing = open;
            open = null;
            closing.close();
        }
    }
}
