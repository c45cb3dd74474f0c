package dev.rostrum.model.bundle;

import dev.rostrum.model.features.LogMelExtractor;

/**
 * Geometry and front end of an embedding network.
 *
 * @param size numbers in a vector
 * @param shortestFrames fewest log-mel frames with a meaningful answer
 * @param longestFrames most log-mel frames it takes at once
 * @param frontEnd what its log-mel frames are
 */
public record EmbeddingFacts(int size, int shortestFrames, int longestFrames, LogMelExtractor.Settings frontEnd) {
    static EmbeddingFacts of(JsonTree network) {
        JsonTree own = network.tree("embedding");
        JsonTree front = network.tree("frontEnd");
        return new EmbeddingFacts(
                own.integer("size"),
                own.integer("shortestFrames"),
                own.integer("longestFrames"),
                new LogMelExtractor.Settings(
                        network.integer("sampleRate"),
                        front.integer("frameSamples"),
                        front.integer("shiftSamples"),
                        front.integer("fftSize"),
                        front.integer("mels"),
                        front.real("lowHz"),
                        front.real("highHz"),
                        front.real("preemphasis"),
                        front.real("windowPower"),
                        front.real("floor")));
    }
}
