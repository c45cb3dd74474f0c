package dev.rostrum.lab.evidence;

import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.model.bundle.NetworkFacts;
import dev.rostrum.model.segmentation.FrameGrid;
import java.util.stream.Collectors;

/**
 * What a recording of evidence says of itself.
 *
 * @param key names everything the evidence depends on (sound, weights, settings); another key means: make it anew
 * @param grid frame geometry of every window
 * @param localSpeakers columns of every window
 * @param vectorSize numbers in a voice's vector
 */
public record EvidenceHeader(String key, FrameGrid grid, int localSpeakers, int vectorSize) {
    /** Of what these networks say of {@code sound}, a word that names the sound and how it is listened to. */
    public static EvidenceHeader of(Networks networks, String sound) {
        String weights = networks.report().networks().stream()
                .map(network -> network.role() + "=" + network.weights().sha256())
                .collect(Collectors.joining(" "));
        String key = "sound=" + sound + " " + weights + " precision="
                + networks.report().settings().precision() + " Settings[hopSamples=" + networks.hopSamples()
                + ", evidence=" + networks.settings().evidence() + "]";
        return new EvidenceHeader(
                key,
                networks.grid(),
                networks.facts(NetworkFacts::segmentation).localSpeakers(),
                networks.facts(NetworkFacts::embedding).size());
    }
}
