package dev.rostrum.lab.bench;

import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.model.embedding.EmbeddingNetwork;
import dev.rostrum.model.segmentation.FrameGrid;
import dev.rostrum.model.segmentation.HeardSound;
import dev.rostrum.model.segmentation.SegmentationNetwork;
import dev.rostrum.model.segmentation.SpeakerPosteriors;
import dev.rostrum.service.agent.Durations;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * How long each stage of a path takes: stands between the stages and looks at the clock, so that the stages need not.
 *
 * @param nanoTime monotonic
 * @param segmentation each run of the segmentation network
 * @param embedding all vectors of each window that has any
 * @param tracking each window's evidence to events
 */
public record StageTimes(LongSupplier nanoTime, Durations segmentation, Durations embedding, Durations tracking) {
    /** Nothing measured yet. */
    public static StageTimes by(LongSupplier nanoTime) {
        return new StageTimes(nanoTime, new Durations(), new Durations(), new Durations());
    }

    SegmentationNetwork timed(SegmentationNetwork network) {
        return new SegmentationNetwork() {
            @Override
            public FrameGrid grid() {
                return network.grid();
            }

            @Override
            public int windowSamples() {
                return network.windowSamples();
            }

            @Override
            public int shortestWindowSamples() {
                return network.shortestWindowSamples();
            }

            @Override
            public SpeakerPosteriors segment(long firstSample, float[] samples, int offset, int length) {
                long beganNs = nanoTime.getAsLong();
                SpeakerPosteriors posteriors = network.segment(firstSample, samples, offset, length);
                segmentation.add(nanoTime.getAsLong() - beganNs);
                return posteriors;
            }

            @Override
            public SpeakerPosteriors segment(HeardSound sound) {
                long beganNs = nanoTime.getAsLong();
                SpeakerPosteriors posteriors = network.segment(sound);
                segmentation.add(nanoTime.getAsLong() - beganNs);
                return posteriors;
            }

            @Override
            public SpeakerPosteriors follow(HeardSound next) {
                long beganNs = nanoTime.getAsLong();
                SpeakerPosteriors posteriors = network.follow(next);
                segmentation.add(nanoTime.getAsLong() - beganNs);
                return posteriors;
            }
        };
    }

    EmbeddingNetwork timed(EmbeddingNetwork network) {
        return new EmbeddingNetwork() {
            @Override
            public int size() {
                return network.size();
            }

            @Override
            public int mels() {
                return network.mels();
            }

            @Override
            public int shortestFrames() {
                return network.shortestFrames();
            }

            @Override
            public float[] embed(float[] logMel, int frames) {
                long beganNs = nanoTime.getAsLong();
                float[] vector = network.embed(logMel, frames);
                embedding.add(nanoTime.getAsLong() - beganNs);
                return vector;
            }

            @Override
            public List<float[]> embed(List<Piece> pieces) {
                if (pieces.isEmpty()) {
                    return List.of();
                }
                long beganNs = nanoTime.getAsLong();
                List<float[]> vectors = network.embed(pieces);
                embedding.add(nanoTime.getAsLong() - beganNs);
                return vectors;
            }
        };
    }

    EvidenceSink timed(EvidenceSink sink) {
        return new EvidenceSink() {
            @Override
            public void accept(WindowEvidence evidence) {
                long beganNs = nanoTime.getAsLong();
                sink.accept(evidence);
                tracking.add(nanoTime.getAsLong() - beganNs);
            }

            @Override
            public void gap(long fromSample, long toSample) {
                sink.gap(fromSample, toSample);
            }

            @Override
            public void finish(long atSample) {
                sink.finish(atSample);
            }
        };
    }
}
