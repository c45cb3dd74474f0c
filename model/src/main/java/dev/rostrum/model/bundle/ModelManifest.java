package dev.rostrum.model.bundle;

import dev.rostrum.model.ModelException;
import java.util.List;

/**
 * What is packaged: one entry a network, each with its facts and the checksums of its weights.
 *
 * @param networks in the order of the file
 */
public record ModelManifest(List<NetworkFacts> networks) {
    /** The only manifest format this build reads. */
    static final int FORMAT = 1;

    public ModelManifest {
        networks = List.copyOf(networks);
        if (networks.stream().map(NetworkFacts::role).distinct().count() < networks.size()) {
            throw new ModelException("manifest: expected one network of each role, found "
                    + networks.stream().map(NetworkFacts::role).toList());
        }
    }

    /**
     * The one network that plays {@code role} ({@code segmentation} or {@code embedding}).
     *
     * @throws ModelException if there is none
     */
    public NetworkFacts network(String role) {
        return networks.stream()
                .filter(n -> n.role().equals(role))
                .findFirst()
                .orElseThrow(() -> new ModelException("manifest: expected a network with role " + role + ", found "
                        + networks.stream().map(NetworkFacts::role).toList()));
    }

    static ModelManifest parse(String where, byte[] text) {
        JsonTree tree = JsonTree.parse(where, text);
        tree.only("format", "networks");
        if (tree.number("format") != FORMAT) {
            throw new ModelException(where + ": expected format " + FORMAT + ", found " + tree.number("format"));
        }
        return new ModelManifest(
                tree.trees("networks").stream().map(NetworkFacts::of).toList());
    }
}
