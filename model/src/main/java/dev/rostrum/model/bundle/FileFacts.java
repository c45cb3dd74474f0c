package dev.rostrum.model.bundle;

/**
 * What a file beside the manifest has to be.
 *
 * @param file its name
 * @param bytes its length
 * @param sha256 of all of it, lower-case hexadecimal
 */
public record FileFacts(String file, long bytes, String sha256) {
    static FileFacts of(JsonTree tree) {
        tree.only("file", "bytes", "sha256");
        return new FileFacts(tree.string("file"), tree.number("bytes"), tree.string("sha256"));
    }
}
