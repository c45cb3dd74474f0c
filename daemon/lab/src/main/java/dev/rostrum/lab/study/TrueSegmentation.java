package dev.rostrum.lab.study;

import dev.rostrum.diarization.evidence.RecordedPosteriors;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.HeardSound;
import dev.rostrum.model.segmentation.SegmentationNetwork;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.Span;
import dev.rostrum.service.annotation.Spans;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Stands in for a segmentation network and says the truth, for a sound that begins at sample 0. Local speakers are the
 * speakers who speak in the window, by their first sound in it, so their numbers mean nothing outside it. Not
 * thread-safe.
 */
final class TrueSegmentation implements SegmentationNetwork {
    /** As many local speakers as a frame's mask has bits without its sign; of more, those who speak most are known. */
    static final int LOCALS = 7;

    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final SegmentationNetwork shape;
    private final List<Spans> speakers;

    /** @param shape whose windows and frames it takes and gives; it is never asked what it hears */
    TrueSegmentation(SegmentationNetwork shape, Annotation truth) {
        this.shape = shape;
        this.speakers = truth.speakers().stream().map(truth::of).toList();
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Local(boolean[] active) {
        int first() {
            int frame = 0;
            while (frame < active.length && !active[frame]) {
                frame++;
            }
            return frame;
        }

        int frames() {
            int count = 0;
            for (boolean on : active) {
                count += on ? 1 : 0;
            }
            return count;
        }
    }

    @Override
    public FrameGrid grid() {
        return shape.grid();
    }

    @Override
    public int windowSamples() {
        return shape.windowSamples();
    }

    @Override
    public int shortestWindowSamples() {
        return shape.shortestWindowSamples();
    }

    @Override
    public SpeakerPosteriors follow(HeardSound next) {
        return segment(next);
    }

    @Override
    public SpeakerPosteriors segment(long firstSample, float[] samples, int offset, int length) {
        // a frame's field reaches as far to the right of its centre as to the left
        int frames = (length - 2 * grid().firstCentreSamples() - 1) / grid().stepSamples() + 1;
        List<Local> locals = speakers.stream()
                .map(spans -> new Local(active(spans, firstSample, frames)))
                .filter(local -> local.frames() > 0)
                .sorted(Comparator.comparingInt(Local::frames).reversed())
                .limit(LOCALS)
                .sorted(Comparator.comparingInt(Local::first))
                .toList();
        float[] active = new float[frames * LOCALS];
        float[] speech = new float[frames];
        float[] overlap = new float[frames];
        byte[] masks = new byte[frames];
        for (int frame = 0; frame < frames; frame++) {
            for (int local = 0; local < locals.size(); local++) {
                if (locals.get(local).active()[frame]) {
                    active[frame * LOCALS + local] = 1;
                    overlap[frame] = speech[frame];
                    speech[frame] = 1;
                    masks[frame] |= (byte) (1 << local);
                }
            }
        }
        return new RecordedPosteriors(firstSample, grid(), active, new float[][] {speech, overlap}, masks);
    }

    /** In which frames this speaker speaks: those whose centres lie in what he says. */
    private boolean[] active(Spans spans, long firstSample, int frames) {
        boolean[] active = new boolean[frames];
        long begin = firstSample + grid().firstCentreSamples();
        for (Span span : spans.list()) {
            long from = Math.ceilDiv(samples(span.from()) - begin, grid().stepSamples());
            long to = Math.ceilDiv(samples(span.to()) - begin, grid().stepSamples());
            if (to > 0 && from < frames) {
                Arrays.fill(active, (int) Math.max(0, from), (int) Math.min(frames, to), true);
            }
        }
        return active;
    }

    private long samples(long ns) {
        return Math.ceilDiv(ns * grid().sampleRate(), NS_PER_SECOND);
    }
}
