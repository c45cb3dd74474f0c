package dev.rostrum.model.tensorflow;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.natives.LibraryCache;
import dev.rostrum.model.natives.LibraryFolder;
import dev.rostrum.model.natives.Mounts;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * TensorFlow's native libraries, loaded from a folder of whole files: that of the package, which the property
 * {@code rostrum.natives} names, or the cache that this source tree's were unpacked into. JavaCPP, which would unpack them
 * itself and leave half a library where it is killed, is only told where they are. Once for the process, any thread.
 */
public final class NativeLibraries {
    /** Set by the package's launcher. */
    private static final String BROUGHT = "rostrum.natives";
    /** Set by an operator who brings a library of his own in {@link #PATH}, which then comes first. */
    private static final String OWN_FIRST = "org.bytedeco.javacpp.pathsFirst";

    private static final String PATH = "java.library.path";
    private static final String ARCHIVE = "org/tensorflow/internal/c_api/";

    private static @Nullable LibraryFolder found;
    private static boolean loaded;

    private NativeLibraries() {}

    /**
     * The folder, with whole files by their sizes; unpacked where need be.
     *
     * @throws ModelException what is wrong with which file or folder, and what to do
     */
    public static synchronized LibraryFolder folder() {
        if (found == null) {
            String brought = System.getProperty(BROUGHT);
            found = brought == null ? unpacked() : brought(new LibraryFolder(Path.of(brought)));
        }
        return found;
    }

    private static LibraryFolder brought(LibraryFolder folder) {
        folder.damage().ifPresent(what -> {
            throw new ModelException(what + "; install the package rostrum-runtime again");
        });
        if (Mounts.here().forbidPrograms(folder.path())) {
            throw new ModelException("no library may run from " + folder.path()
                    + ", whose file system is mounted noexec; mount it without that");
        }
        return folder;
    }

    /**
     * Loads them, at the first call.
     *
     * @throws ModelException as {@link #folder}, or if this machine cannot load them
     */
    static synchronized void load() {
        if (loaded) {
            return;
        }
        Path folder = folder().path();
        boolean own = System.getProperty(OWN_FIRST) != null;
        System.setProperty(PATH, own ? System.getProperty(PATH) + File.pathSeparator + folder : folder.toString());
        System.setProperty(OWN_FIRST, "true");
        System.setProperty("org.bytedeco.javacpp.cacheLibraries", "false");
        try {
            Loader.load(tensorflow.class);
        } catch (LinkageError e) {
            throw new ModelException(
                    "a native library in " + folder + " cannot be loaded: " + e.getMessage()
                            + "; is the package rostrum-runtime that of this processor, the C library 2.34 or newer?",
                    e);
        }
        loaded = true;
    }

    private static LibraryFolder unpacked() {
        String platform = System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x86_64";
        String gpu = platform + "-gpu"; // where it was built with mvn -Pgpu
        URL library = library(gpu);
        String kind = library == null ? platform : gpu;
        String inside = ARCHIVE + kind + "/";
        library = library == null ? library(platform) : library;
        if (library == null) {
            throw new ModelException("no TensorFlow for " + platform + " in the class path, and no " + BROUGHT);
        }
        LibraryCache cache = LibraryCache.of(System.getenv(), System.getProperty("user.home"));
        return cache.unpacked(jarOf(library), inside, kind);
    }

    private static @Nullable URL library(String platform) {
        return tensorflow.class.getResource("/" + ARCHIVE + platform + "/libjnitensorflow.so");
    }

    private static Path jarOf(URL resource) {
        try {
            URI jar = ((JarURLConnection) resource.openConnection())
                    .getJarFileURL()
                    .toURI();
            return Path.of(jar);
        } catch (IOException | URISyntaxException e) {
            throw new ModelException(resource + " cannot be found again", e);
        }
    }
}
