package dev.rostrum.model.natives;

import dev.rostrum.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A folder of native libraries and what each must be, which its file {@code manifest} says: a line a library with size in
 * bytes, SHA-256 and name. Sizes are cheap enough for every start and find a library of which half is missing, which
 * would end the process by SIGBUS; the sums take a second and find everything.
 *
 * @param path where it is
 */
public record LibraryFolder(Path path) {
    private static final int CHUNK_BYTES = 1 << 20;

    /** What a library must be. */
    record Library(long bytes, String sha256, String name) {
        private static Library of(String line) {
            String[] words = line.split(" ", 3);
            return new Library(Long.parseLong(words[0]), words[1], words[2]);
        }

        private String line() {
            return bytes + " " + sha256 + " " + name;
        }
    }

    /** What is wrong by the sizes, or nothing. */
    public Optional<String> damage() {
        try {
            for (Library library : libraries()) {
                Path file = path.resolve(library.name());
                long bytes = Files.isRegularFile(file) ? Files.size(file) : 0;
                if (bytes != library.bytes()) {
                    return Optional.of(file + " has " + bytes + " of " + library.bytes() + " bytes");
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Reason.of(e) + " for " + manifest());
        }
    }

    /**
     * Reads all of it.
     *
     * @return what was found, for people
     * @throws ModelException if a library is not what the manifest says
     */
    public String verified() {
        damage().ifPresent(what -> {
            throw new ModelException(what);
        });
        try {
            long bytes = 0;
            List<Library> libraries = libraries();
            for (Library library : libraries) {
                Path file = path.resolve(library.name());
                String found = sha256(file);
                if (!found.equals(library.sha256())) {
                    throw new ModelException(
                            file + " has the SHA-256 " + found + ", the manifest says " + library.sha256());
                }
                bytes += library.bytes();
            }
            return libraries.size() + " of " + bytes / 1_000_000 + " MB in " + path;
        } catch (IOException e) {
            throw new ModelException(path + " cannot be read: " + Reason.of(e), e);
        }
    }

    /** Says what the libraries are; the last thing to be written. */
    void describe(List<Library> libraries) throws IOException {
        Files.write(manifest(), libraries.stream().map(Library::line).toList());
    }

    Path manifest() {
        return path.resolve("manifest");
    }

    private List<Library> libraries() throws IOException {
        List<Library> libraries = new ArrayList<>();
        for (String line : Files.readAllLines(manifest())) {
            if (!line.matches("[0-9]+ [0-9a-f]{64} [^/]+")) {
                throw new IOException("no size, SHA-256 and name in '" + line + "'");
            }
            libraries.add(Library.of(line));
        }
        if (libraries.isEmpty()) {
            throw new IOException("no library");
        }
        return libraries;
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = newSha256();
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
