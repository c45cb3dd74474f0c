package dev.rostrum.service.masks;

import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.replay.EmissionLog;
import dev.rostrum.service.replay.EmissionLog.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Who was said to talk in each frame of 20 ms, and how surely: 0 where somebody was not said to. */
final class LabelledFrames {
    /** Frames a second: what Whisper's encoder gives. */
    static final int FRAMES_PER_SECOND = 50;

    private final List<String> speakers;
    private final float[][] sureness;
    private final int frames;

    private LabelledFrames(List<String> speakers, float[][] sureness, int frames) {
        this.speakers = List.copyOf(speakers);
        this.sureness = sureness;
        this.frames = frames;
    }

    /** As it stood at a latency. */
    static LabelledFrames live(EmissionLog log, long latencySamples, int frames) {
        return of(log, frames, version -> version.labelled(latencySamples));
    }

    /** As it stood in the end. */
    static LabelledFrames last(EmissionLog log, int frames) {
        return of(
                log,
                frames,
                version -> version.until() == Long.MAX_VALUE
                        ? new Span(version.turn().fromSample(), version.turn().toSample())
                        : new Span(0, 0));
    }

    private static LabelledFrames of(EmissionLog log, int frames, Function<Version, Span> labelled) {
        SortedMap<String, float[]> bySpeaker = new TreeMap<>();
        for (Version version : log.versions()) {
            Span span = labelled.apply(version);
            int from = Math.min(frames, frameAt(span.from(), log.sampleRateHz()));
            int to = Math.min(frames, frameAt(span.to(), log.sampleRateHz()));
            if (from < to) {
                float[] of = bySpeaker.computeIfAbsent(version.speaker(), name -> new float[frames]);
                Arrays.fill(
                        of, from, to, Math.max(Float.MIN_NORMAL, version.turn().confidence()));
            }
        }
        List<String> speakers = new ArrayList<>(bySpeaker.keySet());
        return new LabelledFrames(speakers, bySpeaker.values().toArray(float[][]::new), frames);
    }

    /** The first frame whose middle is not before a sample. */
    private static int frameAt(long sample, int rate) {
        return Math.toIntExact((2 * sample * FRAMES_PER_SECOND + rate - 1) / (2L * rate));
    }

    List<String> speakers() {
        return speakers;
    }

    int frames() {
        return frames;
    }

    /** How sure it is that the speaker talks; 0 where nothing was said of him. */
    float sureness(int speaker, int frame) {
        return sureness[speaker][frame];
    }

    /** Each speaker's share of all that was labelled. */
    double[] shares() {
        double[] shares = new double[sureness.length];
        double all = 0;
        for (int k = 0; k < shares.length; k++) {
            for (float value : sureness[k]) {
                shares[k] += value > 0 ? 1 : 0;
            }
            all += shares[k];
        }
        for (int k = 0; k < shares.length; k++) {
            shares[k] /= all;
        }
        return shares;
    }
}
