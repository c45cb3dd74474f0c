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
 * @param voices what was learnt of its vectors; without, speakers are told apart by the bare cosine, and noise is not
 *     told from voices
 * @param openSet from when on two of its vectors are of one person; empty where nobody has measured that, and then
 *     nobody is recognised
 * @param tracker figures that hold for its vectors alone: how alike two of one speaker are, what is no speech; empty where
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
        Optional<OpenSetFacts> openSet,
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
        own.only("size", "shortestFrames", "longestFrames", "levelDb", "voices", "openSet", "tracker", "check");
        LogMelExtractor.Settings front = frontEnd(network);
        if (own.has("levelDb") && !hasPlainPowers(front)) {
            throw new ModelException(
                    own.where() + ".levelDb: only powers can be brought to a level; frontEnd needs kind"
                            + " librosa-power, windowPower 1 and preemphasis 0");
        }
        int shortest = own.atLeast(1, "shortestFrames");
        return new EmbeddingFacts(
                own.atLeast(1, "size"),
                shortest,
                own.atLeast(shortest, "longestFrames"),
                front,
                own.has("levelDb") ? OptionalDouble.of(own.real("levelDb")) : OptionalDouble.empty(),
                own.has("voices") ? Optional.of(FileFacts.of(own.tree("voices"))) : Optional.empty(),
                own.has("openSet") ? Optional.of(OpenSetFacts.of(own.tree("openSet"))) : Optional.empty(),
                own.has("tracker") ? own.tree("tracker").leaves() : Map.of(),
                own.has("check") ? own.reals("check") : List.of());
    }

    /** Of which it is known what they say of the sound's energy. */
    private static boolean hasPlainPowers(LogMelExtractor.Settings front) {
        return front.kind() == LogMelExtractor.Kind.LIBROSA_POWER
                && front.windowPower() == 1
                && front.preemphasis() == 0;
    }

    private static LogMelExtractor.Settings frontEnd(JsonTree network) {
        JsonTree front = network.tree("frontEnd");
        front.only(
                "kind",
                "frameSamples",
                "shiftSamples",
                "fftSize",
                "mels",
                "lowHz",
                "highHz",
                "preemphasis",
                "windowPower",
                "floor");
        LogMelExtractor.Kind kind = kind(front);
        try {
            LogMelExtractor.Settings settings = new LogMelExtractor.Settings(
                    kind,
                    network.atLeast(1, "sampleRate"),
                    front.atLeast(2, "frameSamples"),
                    front.atLeast(1, "shiftSamples"),
                    front.atLeast(2, "fftSize"),
                    front.atLeast(1, "mels"),
                    front.real("lowHz"),
                    front.real("highHz"),
                    front.real("preemphasis"),
                    front.real("windowPower"),
                    front.real("floor"));
            if (!(settings.lowHz() >= 0 && settings.highHz() <= settings.sampleRate() / 2.0)) {
                throw new ModelException(front.where() + ": bands from " + settings.lowHz() + " to " + settings.highHz()
                        + " Hz; sound of " + settings.sampleRate() + " Hz has 0 to " + settings.sampleRate() / 2.0);
            }
            new LogMelExtractor(settings); // not every size of transform goes
            return settings;
        } catch (IllegalArgumentException e) {
            throw new ModelException(
                    front.where() + ": " + e.getMessage()
                            + "; fftSize is a power of two of at least frameSamples, or as long as these",
                    e);
        }
    }

    private static LogMelExtractor.Kind kind(JsonTree front) {
        String kind = front.string("kind");
        try {
            return LogMelExtractor.Kind.valueOf(kind.replace('-', '_').toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ModelException(
                    front.where() + ".kind: is " + kind + ", known are kaldi-log and librosa-power", e);
        }
    }
}
