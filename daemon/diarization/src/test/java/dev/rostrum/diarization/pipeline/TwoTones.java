package dev.rostrum.diarization.pipeline;

import dev.rostrum.diarization.evidence.EvidenceExtractor;
import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.timeline.MeetingTracker;
import dev.rostrum.diarization.timeline.RevisingTracker;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.tracking.RevisionWorker;
import dev.rostrum.diarization.tracking.embedding.EmbeddingTransform;
import dev.rostrum.diarization.window.WindowAssembler;
import dev.rostrum.model.embedding.EmbeddingNetwork;
import dev.rostrum.model.features.LogMelExtractor;
import dev.rostrum.model.segmentation.SegmentationNetwork;
import java.util.function.Consumer;

/** A scripted meeting of two tones, a soft low one and a loud high one, and a path whose networks tell them apart. */
public final class TwoTones {
    public static final int RATE = ToneSegmentation.RATE;

    private TwoTones() {}

    /** {@code script} holds seconds of 'a' (soft, low), 'b' (loud, high) or '.' (silence), one letter a half second. */
    public static float[] sound(String script) {
        float[] samples = new float[script.length() * RATE / 2];
        for (int i = 0; i < samples.length; i++) {
            char who = script.charAt(i / (RATE / 2));
            double hz = who == 'a' ? 220 : 1870;
            double level = who == 'a' ? 0.25 : who == 'b' ? 0.7 : 0;
            samples[i] = (float) (level * Math.sin(2 * Math.PI * hz * i / RATE));
        }
        return samples;
    }

    public static ListeningPipeline path(Consumer<TimelineEvent> events) {
        return path(new EventStage(tracker(), events));
    }

    /**
     * Waits five seconds, so that every voice is known before its first frame is decided. The two lie as far apart as two
     * speakers do: with a space in which they lie much farther, one piece across a border outweighs all votes.
     */
    public static MeetingTracker tracker() {
        return new RevisingTracker(
                RevisingTracker.Settings.defaults().withTiming(5 * RATE, RATE / 2),
                EmbeddingTransform.flat(20, 0.1),
                RevisionWorker.waiting());
    }

    public static ListeningPipeline path(EvidenceSink evidence) {
        return path(new ToneSegmentation(), new MeanEmbedding(20), evidence);
    }

    public static ListeningPipeline path(
            SegmentationNetwork segmentation, EmbeddingNetwork embedding, EvidenceSink evidence) {
        var logMel = new LogMelExtractor(new LogMelExtractor.Settings(
                LogMelExtractor.Kind.KALDI_LOG, RATE, 400, 160, 512, 20, 20, 8000, 0.97, 0.85, 1.2e-7));
        var extractor = new EvidenceExtractor(segmentation, embedding, logMel, EvidenceExtractor.Settings.defaults());
        var assembler = new WindowAssembler(segmentation.windowSamples(), segmentation.shortestWindowSamples(), 8_000);
        return new ListeningPipeline(assembler, extractor, evidence);
    }

    public static void feed(ListeningPipeline pipeline, long from, float[] samples, int block) {
        for (int done = 0; done < samples.length; done += block) {
            pipeline.accept(from + done, samples, done, Math.min(block, samples.length - done));
        }
    }
}
