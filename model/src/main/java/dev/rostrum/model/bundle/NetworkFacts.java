package dev.rostrum.model.bundle;

import dev.rostrum.model.ModelException;
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
 * @param changes what was done to the original weights; how they were trained on is in {@code training}, which nobody
 *     needs to run the network
 * @param sampleRate samples per second of the sound it expects
 * @param weights the weight file, or what stands for one where the network is a saved model
 * @param savedModel where TensorFlow saved it whole, instead of weights for a builder
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
        Optional<SavedModelFacts> savedModel,
        Optional<SegmentationFacts> segmentation,
        Optional<EmbeddingFacts> embedding) {
    public NetworkFacts {
        changes = List.copyOf(changes);
    }

    /** Which network it is, whatever folder it lies in: vectors of two of them have nothing in common. */
    public String identity() {
        return name + " " + weights.sha256();
    }

    /** The builder that stands for a {@link SavedModelFacts}. */
    public static final String SAVED_MODEL = "saved-model";

    static NetworkFacts of(JsonTree tree) {
        String role = tree.string("role");
        if (!role.equals("segmentation") && !role.equals("embedding")) {
            throw new ModelException(tree.where() + ".role: is " + role + ", known are segmentation and embedding");
        }
        String section = role.equals("embedding") ? "frontEnd" : "segmentation";
        boolean saved = tree.string("builder").equals(SAVED_MODEL);
        String numbers = saved ? "savedModel" : "weights";
        tree.only(
                "role",
                "name",
                "builder",
                "licence",
                "copyright",
                "origin",
                "changes",
                "training",
                "sampleRate",
                numbers,
                role,
                section);
        JsonTree origin = tree.tree("origin");
        origin.only("from", "package", "file");
        Optional<SavedModelFacts> savedModel =
                saved ? Optional.of(SavedModelFacts.of(tree.tree(numbers))) : Optional.empty();
        return new NetworkFacts(
                role,
                tree.string("name"),
                tree.string("builder"),
                tree.string("licence"),
                tree.string("copyright"),
                origin.string("from"),
                origin.string("file"),
                tree.strings("changes"),
                tree.atLeast(1, "sampleRate"),
                savedModel.map(SavedModelFacts::weights).orElseGet(() -> WeightFacts.of(tree.tree(numbers))),
                savedModel,
                tree.has("segmentation")
                        ? Optional.of(SegmentationFacts.of(tree.tree("segmentation")))
                        : Optional.empty(),
                tree.has("embedding") ? Optional.of(EmbeddingFacts.of(tree)) : Optional.empty());
    }
}
