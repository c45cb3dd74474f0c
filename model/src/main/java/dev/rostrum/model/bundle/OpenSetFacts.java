package dev.rostrum.model.bundle;

import dev.rostrum.model.ModelException;

/**
 * From when on two vectors of an embedding network are of one person, strangers being about.
 *
 * @param threshold least cosine between centred voices
 * @param margin of two people as alike as this to a voice, neither is named
 * @param mean the file of the mean of all voices
 */
public record OpenSetFacts(double threshold, double margin, FileFacts mean) {
    static OpenSetFacts of(JsonTree tree) {
        tree.only("threshold", "margin", "file", "bytes", "sha256");
        double threshold = tree.real("threshold");
        if (!(threshold > -1 && threshold < 1)) {
            throw new ModelException(tree.where() + ".threshold: is " + threshold + ", a cosine is needed");
        }
        return new OpenSetFacts(
                threshold,
                tree.real("margin"),
                new FileFacts(tree.string("file"), tree.number("bytes"), tree.string("sha256")));
    }
}
