package dev.rostrum.drivers.audio;

import dev.rostrum.drivers.audio.AudioSource.Outcome;
import java.util.List;

/** One opening of a sound card, from start to loss: the line, and all that is judged about it. Capture thread. */
final class OpenCard implements AutoCloseable {
    private static final int DEAD_READS = 3;
    private static final int LEAST_MILLIS = 10;
    private static final long NEVER = Long.MIN_VALUE;

    private final SoundSystem.CaptureLine line;
    private final SoundCardSettings settings;
    private final int[] channelMap;
    private final List<String> remarks;
    private final CaptureFormat device;
    private final int leastFrames;
    private final ProgressCheck progress;
    private final StuckCheck stuck;
    private byte[] raw = new byte[0];
    private long received;
    private long position;
    private long quietSinceNs = NEVER;
    private int deadReads;
    private String lost = "";

    OpenCard(SoundSystem.CaptureLine line, SoundCardSettings settings, int[] channelMap, List<String> remarks) {
        this.line = line;
        this.settings = settings;
        this.channelMap = channelMap;
        this.remarks = remarks;
        this.device = line.format();
        this.leastFrames = device.sampleRate() * LEAST_MILLIS / 1000;
        this.progress = new ProgressCheck(device.sampleRate(), ProgressCheck.Settings.defaults());
        this.stuck = new StuckCheck(device.sampleRate());
    }

    CaptureFormat format() {
        return device.only(channelMap);
    }

    Outcome read(AudioBlock block, long nowNs) {
        int waiting = line.availableFrames();
        if (waiting < Math.min(leastFrames, block.capacityFrames())) {
            return quiet(nowNs);
        }
        int frames = take(Math.min(waiting, block.capacityFrames()));
        if (frames <= 0) {
            deadReads++;
            return deadReads < DEAD_READS ? Outcome.NOT_YET : lose("it reads nothing any more, as when pulled out");
        }
        deadReads = 0;
        quietSinceNs = NEVER;
        received += frames;
        long gap = progress.observe(nowNs, received + (waiting - frames));
        for (int channel = 0; channel < channelMap.length; channel++) {
            settings.encoding().decode(raw, device.channels(), channelMap[channel], block.channel(channel), frames);
        }
        if (stuck.observe(block.channel(0), frames)) {
            return lose("it repeats the same sound over and over");
        }
        position += gap;
        block.filled(frames, position, gap);
        position += frames;
        return Outcome.FRAMES;
    }

    private int take(int frames) {
        int bytes = frames * device.channels() * settings.encoding().bytes();
        if (raw.length < bytes) {
            raw = new byte[bytes];
        }
        return line.read(raw, frames);
    }

    private Outcome quiet(long nowNs) {
        if (quietSinceNs == NEVER) {
            quietSinceNs = nowNs;
        }
        return nowNs - quietSinceNs < settings.quietLimit().toNanos()
                ? Outcome.NOT_YET
                : lose("it brought no sound for " + settings.quietLimit().toMillis() + " ms");
    }

    private Outcome lose(String why) {
        lost = why;
        return Outcome.LOST;
    }

    SourceReport report() {
        return new SourceReport(lost, progress.gaps(), progress.lostFrames(), progress.driftPpm(), remarks, List.of());
    }

    @Override
    public void close() {
        line.close();
    }
}
