package dev.rostrum.model.bundle;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.features.LogMelExtractor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Geometry and front end of an embedding network.
 *
 * @param size numbers in a vector
 * @param shortestFrames fewest log-mel frames with a meaningful answer
 * @param longestFrames most log-mel frames it takes at once
 * @param frontEnd what its mel frames are
 * @param levelDb level in decibels of full scale to which powers are brought, where the network wants one
 * @param voices what was learnt of its vectors; without, talkers are told apart by the bare cosine, and noise is not
 *     told from voices
 * @param tracker figures that hold for its vectors alone: how alike two of one talker are, what is strange; empty where
 *     nobody has measured them
 * @param check what it answers to {@link dev.rostrum.model.features.CheckSound}; empty where nobody has said
 */
public record EmbeddingFacts(
        int size,
        int shortestFrames,
        int longestFrames,
        LogMelExtractor.Settings frontEnd,
        OptionalDouble levelDb,
        Optional<FileFacts> voices,
        Map<String, Double> tracker,
        List<Double> check) {
    public EmbeddingFacts {
        tracker = Map.copyOf(tracker);
        check = List.copyOf(check);
        if (!check.isEmpty() && check.size() != size) {
            throw new ModelException("manifest: the check vector has " + check.size() + " numbers, size is " + size);
        }
    }

    static EmbeddingFacts of(JsonTree network) {
        JsonTree own = network.tree("embedding");
        JsonTree front = network.tree("frontEnd");
        return new EmbeddingFacts(
                own.integer("size"),
                own.integer("shortestFrames"),
                own.integer("longestFrames"),
                new LogMelExtractor.Settings(
                        kind(front),
                        network.integer("sampleRate"),
                        front.integer("frameSamples"),
                        front.integer("shiftSamples"),
                        front.integer("fftSize"),
                        front.integer("mels"),
                        front.real("lowHz"),
                        front.real("highHz"),
                        front.real("preemphasis"),
                        front.real("windowPower"),
                        front.real("floor")),
                own.has("levelDb") ? OptionalDouble.of(own.real("levelDb")) : OptionalDouble.empty(),
                own.has("voices") ? Optional.of(FileFacts.of(own.tree("voices"))) : Optional.empty(),
                own.has("tracker") ? own.tree("tracker").leaves() : Map.of(),
                own.has("check") ? own.reals("check") : List.of());
    }

    private static LogMelExtractor.Kind kind(JsonTree front) {
        String kind = front.string("kind");
        try {
            return LogMelExtractor.Kind.valueOf(kind.replace('-', '_').toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ModelException(
                    "manifest: frontEnd.kind is " + kind + ", known are kaldi-log and librosa-power", e);
        }
    }
}
