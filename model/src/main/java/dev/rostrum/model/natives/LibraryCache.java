package dev.rostrum.model.natives;

import dev.rostrum.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where a source tree unpacks the libraries of its class path, once. They are written to a folder of another name, reach
 * the disk, and get their name in one step: a kill or a power cut at any moment leaves them whole or not there. What it
 * left half done is removed by whoever unpacks next; a lock keeps two from doing so at a time.
 */
public final class LibraryCache {
    private final Path folder;
    private final Mounts mounts;

    /** @param folder made where it is missing; its parent's parent is somebody's home, and never made */
    LibraryCache(Path folder, Mounts mounts) {
        this.folder = folder.toAbsolutePath();
        this.mounts = mounts;
    }

    /**
     * The cache of this process's user: {@code $XDG_CACHE_HOME/rostrum/natives}, or {@code ~/.cache} in place of the first.
     *
     * @param environment of the process
     * @param home of the user as the system's list of users says; the variable HOME comes first
     * @throws ModelException if there is no such home
     */
    public static LibraryCache of(Map<String, String> environment, String home) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (cache.startsWith("/")) {
            return new LibraryCache(Path.of(cache, "rostrum", "natives"), Mounts.here());
        }
        String variable = environment.getOrDefault("HOME", "");
        Path own = Path.of(variable.isBlank() ? home : variable);
        if (!Files.isDirectory(own)) {
            throw new ModelException("the home folder " + own
                    + " is not there, and native libraries are unpacked below it" + elsewhere());
        }
        return new LibraryCache(own.resolve(Path.of(".cache", "rostrum", "natives")), Mounts.here());
    }

    private static String elsewhere() {
        return "; set XDG_CACHE_HOME to a folder with 700 MB of room from which programs may run";
    }

    /**
     * The libraries of a folder of a jar, unpacked.
     *
     * @param jar its file
     * @param inside the folder in it, ending with a slash
     * @param name of what is in it, for people
     * @throws ModelException folder and reason, where they cannot be unpacked or would not run
     */
    public LibraryFolder unpacked(Path jar, String inside, String name) {
        try (LibraryArchive archive = LibraryArchive.jar(jar, inside)) {
            return unpacked(archive, name);
        } catch (IOException e) {
            throw new ModelException(jar + " cannot be read: " + Reason.of(e), e);
        }
    }

    LibraryFolder unpacked(LibraryArchive archive, String name) throws IOException {
        if (mounts.forbidPrograms(folder)) {
            throw new ModelException(
                    "no library may run from " + folder + ", whose file system is mounted noexec" + elsewhere());
        }
        LibraryFolder there = new LibraryFolder(folder.resolve(name + "-" + archive.key()));
        if (there.damage().isPresent()) {
            try {
                Files.createDirectories(folder);
                unpackLocked(archive, there);
            } catch (IOException e) {
                throw new ModelException(
                        "native libraries cannot be unpacked into " + folder + ": " + Reason.of(e) + elsewhere(), e);
            }
        }
        return there;
    }

    @SuppressWarnings("try") // the lock is all that is wanted of it
    private void unpackLocked(LibraryArchive archive, LibraryFolder there) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (there.damage().isEmpty()) {
                return; // another process was quicker
            }
            LibraryFolder fresh = new LibraryFolder(folder.resolve("unfinished"));
            remove(fresh.path());
            try {
                unpack(archive, fresh);
            } catch (IOException e) {
                remove(fresh.path()); // a full disk should not stay full
                throw e;
            }
            remove(there.path());
            Files.move(fresh.path(), there.path(), StandardCopyOption.ATOMIC_MOVE);
            toDisk(folder);
        }
    }

    private static void unpack(LibraryArchive archive, LibraryFolder to) throws IOException {
        Files.createDirectory(to.path());
        List<LibraryFolder.Library> libraries = new ArrayList<>();
        for (String name : archive.names()) {
            Path file = to.path().resolve(name);
            MessageDigest digest = LibraryFolder.newSha256();
            long bytes;
            try (InputStream in = archive.open(name);
                    OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
                bytes = in.transferTo(out);
            }
            toDisk(file);
            libraries.add(new LibraryFolder.Library(bytes, HexFormat.of().formatHex(digest.digest()), name));
        }
        to.describe(libraries);
        toDisk(to.manifest());
        toDisk(to.path());
    }

    private static void toDisk(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void remove(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> paths = Files.walk(tree)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
