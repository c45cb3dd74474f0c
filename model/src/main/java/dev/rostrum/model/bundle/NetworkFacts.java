package dev.rostrum.model.bundle;

import java.util.List;
import java.util.Optional;

/**
 * Everything that is known of one network beside its numbers.
 *
 * @param role {@code segmentation} or {@code embedding}
 * @param name as its makers call it
 * @param builder which graph builder understands the tensors
 * @param licence SPDX identifier
 * @param copyright line that has to be kept
 * @param origin package and file it was converted from
 * @param originSha256 checksum of the original file
 * @param changes what was done to the original weights
 * @param sampleRate samples per second of the sound it expects
 * @param weights the weight file
 * @param segmentation present for role {@code segmentation}
 * @param embedding present for role {@code embedding}
 */
public record NetworkFacts(
        String role,
        String name,
        String builder,
        String licence,
        String copyright,
        String origin,
        String originSha256,
        List<String> changes,
        int sampleRate,
        WeightFacts weights,
        Optional<SegmentationFacts> segmentation,
        Optional<EmbeddingFacts> embedding) {
    public NetworkFacts {
        changes = List.copyOf(changes);
    }

    static NetworkFacts of(JsonTree tree) {
        JsonTree origin = tree.tree("origin");
        return new NetworkFacts(
                tree.string("role"),
                tree.string("name"),
                tree.string("builder"),
                tree.string("licence"),
                tree.string("copyright"),
                origin.string("from"),
                origin.string("file"),
                tree.strings("changes"),
                tree.integer("sampleRate"),
                WeightFacts.of(tree.tree("weights")),
                tree.has("segmentation")
                        ? Optional.of(SegmentationFacts.of(tree.tree("segmentation")))
                        : Optional.empty(),
                tree.has("embedding") ? Optional.of(EmbeddingFacts.of(tree)) : Optional.empty());
    }
}
