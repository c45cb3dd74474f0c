package dev.rostrum.model.bundle;

import dev.rostrum.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A manifest and the weight files beside it, either packaged with the program or in a folder. Immutable. */
public final class ModelBundle {
    private static final String PACKAGED = "/dev/rostrum/model/networks/";
    private static final String MANIFEST = "manifest.json";

    private final String where;
    private final Reader reader;
    private final ModelManifest manifest;

    /** Reads one file of the bundle whole. */
    private interface Reader {
        byte[] read(String name) throws IOException;
    }

    private ModelBundle(String where, Reader reader) {
        this.where = where;
        this.reader = reader;
        this.manifest = ModelManifest.parse(where + MANIFEST, read(MANIFEST));
    }

    /** The networks that come with the program. */
    public static ModelBundle packaged() {
        return new ModelBundle("packaged " + PACKAGED, name -> {
            try (InputStream in = ModelBundle.class.getResourceAsStream(PACKAGED + name)) {
                if (in == null) {
                    throw new NoSuchFileException(PACKAGED + name);
                }
                return in.readAllBytes();
            }
        });
    }

    /**
     * The networks in {@code folder}, which holds {@code manifest.json} and the files it names.
     *
     * @throws ModelException if the manifest is missing or not understood
     */
    public static ModelBundle in(Path folder) {
        return new ModelBundle(folder + "/", name -> Files.readAllBytes(folder.resolve(name)));
    }

    /** Where the bundle lies, for people. */
    public String where() {
        return where;
    }

    public ModelManifest manifest() {
        return manifest;
    }

    /**
     * The weights of {@code network}, checked against the manifest.
     *
     * @throws ModelException if the file is missing, truncated, altered, or does not have the shapes of the manifest
     */
    public WeightFile weights(NetworkFacts network) {
        String file = network.weights().file();
        if (!file.matches("[A-Za-z0-9._-]+")) {
            throw new ModelException(where + MANIFEST + ": expected a plain file name, found " + file);
        }
        return WeightFile.open(where + file, read(file), network.weights());
    }

    private byte[] read(String name) {
        try {
            return reader.read(name);
        } catch (NoSuchFileException e) {
            throw new ModelException(where + name + ": no such file; expected a manifest and the weights it names", e);
        } catch (IOException e) {
            throw new ModelException(where + name + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
