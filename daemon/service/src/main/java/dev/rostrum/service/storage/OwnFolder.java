package dev.rostrum.service.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A folder that the daemon keeps things in: state, runtime, or a folder in one of them. Whoever may write there may have
 * put a link in a file's place, and root may be the one who opens it: so nothing in it is opened through a link, nothing
 * but a plain file is opened at all, and what root makes there belongs to the folder's owner. The folder's own path may
 * hold links, for that is its parent's owner's to say. Immutable; any thread.
 */
public final class OwnFolder {
    private static final int ROOT = 0;

    private final Path folder;

    /** @param folder which need not be there yet */
    public OwnFolder(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** The folder that {@code file} lies in. */
    public static OwnFolder of(Path file) {
        return new OwnFolder(file.toAbsolutePath().resolveSibling(""));
    }

    /** Where it lies. */
    public Path path() {
        return folder;
    }

    /** Whose the folder is, where this process is root's and the folder somebody else's. */
    public Optional<String> otherOwner() throws IOException {
        if (!Files.isDirectory(folder) || !isRoots(Path.of("/proc/self")) || isRoots(folder)) {
            return Optional.empty();
        }
        return Optional.of(Files.getOwner(folder).getName());
    }

    /**
     * Makes the folder where it is missing, with what is missing above it.
     *
     * @param permissions such as {@code rwxr-x---}, whatever the process's mask
     */
    public void make(String permissions) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = folder.getParent();
        if (above != null && !Files.isDirectory(above)) {
            new OwnFolder(above).make(permissions);
        }
        Set<PosixFilePermission> wanted = PosixFilePermissions.fromString(permissions);
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(wanted));
        giveToOwnerOf(folder.resolve(".."), folder);
        view(folder).setPermissions(wanted);
    }

    /**
     * A folder in this one, made where it is missing.
     *
     * @throws IOException where something else has its name, a link included
     */
    public OwnFolder inner(String name) throws IOException {
        OwnFolder inner = new OwnFolder(folder.resolve(name));
        inner.make("rwxr-x---");
        if (!Files.isDirectory(inner.folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(inner.folder.toString(), null, "is a link, and is not followed");
        }
        return inner;
    }

    /**
     * Opens a file of this folder.
     *
     * @throws NoSuchFileException where it is not there and not to be made
     * @throws IOException where a link or anything but a plain file has its name
     */
    public FileChannel open(String name, OpenOption... options) throws IOException {
        Path file = folder.resolve(name);
        boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        if (there && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, "is a link or no plain file, and is not opened");
        }
        Set<OpenOption> all = new HashSet<>(List.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS); // for what is put there between the look and now
        FileChannel channel = FileChannel.open(file, all);
        if (!there) {
            giveToOwnerOf(folder, file);
        }
        return channel;
    }

    /** All of a file of this folder; failures as {@link #open}. */
    public byte[] read(String name) throws IOException {
        try (FileChannel channel = open(name, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // until all is there
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        }
    }

    /**
     * Makes a file hold this and nothing else, or leaves it as it was; on return the new content survives a power cut.
     *
     * @param permissions of the file, such as {@code rw-------}
     */
    public void replace(String name, byte[] content, String permissions) throws IOException {
        Set<PosixFilePermission> wanted = PosixFilePermissions.fromString(permissions);
        Path fresh = folder.resolve(name + "." + ProcessHandle.current().pid() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(wanted))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            giveToOwnerOf(folder, fresh);
            view(fresh).setPermissions(wanted); // whatever the process's mask
            Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
        sync();
    }

    /**
     * Makes a file of this folder, or a socket, a group's; a link in its place is not followed.
     *
     * @throws UserPrincipalNotFoundException where this system has no such group
     * @throws FileSystemException such as where this process does not belong to it
     */
    public void giveToGroup(String name, String group) throws IOException {
        Path file = folder.resolve(name);
        view(file).setGroup(file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group));
    }

    /** A new name or a lost one is on the disk only once the folder is. */
    private void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Root works for whoever owns the folder. A hard link in the way is what the kernel's protected_hardlinks forbids. */
    private static void giveToOwnerOf(Path above, Path made) throws IOException {
        PosixFileAttributes wanted = Files.readAttributes(above, PosixFileAttributes.class);
        PosixFileAttributeView view = view(made);
        PosixFileAttributes has = view.readAttributes();
        boolean given = wanted.owner().equals(has.owner()) && wanted.group().equals(has.group());
        if (!given && isRoots(made, LinkOption.NOFOLLOW_LINKS)) {
            view.setOwner(wanted.owner());
            view.setGroup(wanted.group());
        }
    }

    private static PosixFileAttributeView view(Path made) {
        return Files.getFileAttributeView(made, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isRoots(Path path, LinkOption... options) throws IOException {
        return Files.getAttribute(path, "unix:uid", options).equals(ROOT);
    }
}
