package dev.rostrum.model.bundle;

import dev.rostrum.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A manifest and the weight files beside it, either packaged with the program or in a folder. Immutable. */
public final class ModelBundle {
    private static final String PACKAGED = "/dev/rostrum/model/networks/";
    private static final String PACKAGED_HERE = "packaged " + PACKAGED;
    private static final String MANIFEST = "manifest.json";

    private final String where;
    private final Reader reader;
    private final Optional<Path> folder;
    private final ModelManifest own;
    private final Optional<ModelBundle> behind;

    /** Reads one file of the bundle whole. */
    private interface Reader {
        byte[] read(String name) throws IOException;
    }

    private ModelBundle(String where, Reader reader, Optional<Path> folder, Optional<ModelBundle> behind) {
        this.where = where;
        this.reader = reader;
        this.folder = folder;
        this.behind = behind;
        this.own = ModelManifest.parse(where + MANIFEST, read(MANIFEST));
    }

    /** The networks that come with the program. */
    public static ModelBundle packaged() {
        return new ModelBundle(
                PACKAGED_HERE,
                name -> {
                    try (InputStream in = ModelBundle.class.getResourceAsStream(PACKAGED + name)) {
                        if (in == null) {
                            throw new NoSuchFileException(PACKAGED + name);
                        }
                        return in.readAllBytes();
                    }
                },
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The networks in {@code folder}, which holds {@code manifest.json} and the files it names.
     *
     * @throws ModelException if the manifest is missing or not understood
     */
    public static ModelBundle in(Path folder) {
        return in(folder, Optional.empty());
    }

    /**
     * The networks in {@code folder}, and the packaged one for a role that it lacks; without a folder the packaged ones.
     *
     * @throws ModelException as {@link #in}, and where the folder's manifest names no network
     */
    public static ModelBundle of(Optional<Path> folder) {
        return folder.map(chosen -> in(chosen, Optional.of(packaged()))).orElseGet(ModelBundle::packaged);
    }

    private static ModelBundle in(Path folder, Optional<ModelBundle> behind) {
        ModelBundle bundle = new ModelBundle(
                folder + "/", name -> Files.readAllBytes(folder.resolve(name)), Optional.of(folder), behind);
        if (bundle.own.networks().isEmpty()) {
            throw new ModelException(bundle.where + MANIFEST + ": names no network");
        }
        return bundle;
    }

    /** Whether this network came with the program. */
    public boolean isPackaged(NetworkFacts network) {
        return where.equals(PACKAGED_HERE) || !own.networks().contains(network);
    }

    /** Where the bundle lies, for people. */
    public String where() {
        return where;
    }

    /** All networks: those of the folder first, then the packaged ones for the roles that it lacks. */
    public ModelManifest manifest() {
        List<NetworkFacts> all = new ArrayList<>(own.networks());
        behind.ifPresent(other -> other.own.networks().stream()
                .filter(network ->
                        own.networks().stream().noneMatch(mine -> mine.role().equals(network.role())))
                .forEach(all::add));
        return new ModelManifest(all);
    }

    /**
     * The weights of {@code network}, checked against the manifest.
     *
     * @throws ModelException if the file is missing, truncated, altered, or does not have the shapes of the manifest
     */
    public WeightFile weights(NetworkFacts network) {
        if (behind.isPresent() && !own.networks().contains(network)) {
            return behind.get().weights(network);
        }
        String file = plain(network.weights().file());
        return WeightFile.open(where + file, read(file), network.weights());
    }

    /**
     * What was learnt of the vectors of {@code network}, checked against the manifest; nothing where it names nothing.
     *
     * @throws ModelException if the file is missing, truncated or altered
     */
    public Optional<byte[]> voices(NetworkFacts network) {
        return network.embedding().flatMap(EmbeddingFacts::voices).map(facts -> learnt(network, facts));
    }

    /** The mean of all voices that {@link OpenSetFacts} holds for; as {@link #voices}. */
    public Optional<byte[]> openSet(NetworkFacts network) {
        return network.embedding().flatMap(EmbeddingFacts::openSet).map(facts -> learnt(network, facts.mean()));
    }

    private byte[] learnt(NetworkFacts network, FileFacts facts) {
        if (behind.isPresent() && !own.networks().contains(network)) {
            return behind.get().learnt(network, facts);
        }
        return WeightFile.checked(where + facts.file(), read(plain(facts.file())), facts);
    }

    /**
     * The folder of a network that TensorFlow saved whole, after a look at each of its files.
     *
     * @throws ModelException if a file is missing, truncated or altered, or there is one that the manifest does not list:
     *     TensorFlow would read that unchecked
     */
    public Path savedModel(NetworkFacts network) {
        SavedModelFacts saved = network.savedModel()
                .orElseThrow(() -> new ModelException(where + MANIFEST + ": " + network.name() + " is no saved model"));
        Path inside = folder.orElseThrow(() -> new ModelException(where + ": a saved model needs a folder"))
                .resolve(plain(saved.folder()));
        Set<String> listed = new HashSet<>();
        for (FileFacts file : saved.files()) {
            for (String part : file.file().split("/", -1)) {
                plain(part);
            }
            String name = saved.folder() + "/" + file.file();
            WeightFile.checked(where + name, read(name), file);
            listed.add(file.file());
        }
        try (Stream<Path> all = Files.walk(inside)) {
            all.filter(Files::isRegularFile)
                    .map(file -> inside.relativize(file).toString())
                    .filter(file -> !listed.contains(file))
                    .findFirst()
                    .ifPresent(file -> {
                        throw new ModelException(inside + "/" + file + ": the manifest does not list it; add it to"
                                + " savedModel.files with its length and SHA-256, or take it away");
                    });
        } catch (IOException e) {
            throw new ModelException(inside + ": cannot be read: " + e, e);
        }
        return inside;
    }

    private String plain(String file) {
        if (!file.matches("[A-Za-z0-9._-]+") || file.startsWith("..")) {
            throw new ModelException(where + MANIFEST + ": expected a plain file name, found " + file);
        }
        return file;
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
