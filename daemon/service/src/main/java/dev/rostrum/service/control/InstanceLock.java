package dev.rostrum.service.control;

import dev.rostrum.service.storage.OwnFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Held for as long as a daemon runs: one daemon for one runtime folder. The kernel lets go of it when the process ends,
 * however it ends, so a stale file never keeps a daemon out.
 */
public final class InstanceLock implements AutoCloseable {
    private static final String FILE = "lock";

    private final FileChannel channel;

    private InstanceLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock of {@code folder}, which is made where it is missing.
     *
     * @throws AlreadyRunningException naming the process that holds it
     * @throws IOException if the folder or the file cannot be written
     */
    public static InstanceLock acquire(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        FileChannel channel = open(folder, file);
        try {
            FileLock lock = tryLock(channel);
            if (lock == null) {
                throw new AlreadyRunningException(holder(file) + " holds " + file
                        + ": stop it first, or give this one another unit.runtime-folder");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return new InstanceLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel open(Path folder, Path file) throws IOException {
        try {
            OwnFolder own = new OwnFolder(folder);
            own.make("rwxr-x--x"); // others may pass to the socket, which has a group of its own
            return own.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    file + ": " + System.getProperty("user.name")
                            + " may not write there; set unit.runtime-folder to a folder of that user",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this very process holds it
        }
    }

    private static String holder(Path file) {
        try {
            byte[] written = OwnFolder.of(file).read(FILE);
            long pid = Long.parseLong(new String(written, StandardCharsets.US_ASCII).strip());
            String command = ProcessHandle.of(pid)
                    .flatMap(process -> process.info().command())
                    .map(path -> " (" + path + ")")
                    .orElse("");
            return "process " + pid + command;
        } catch (IOException | NumberFormatException e) {
            return "another process";
        }
    }

    /** Lets go of the lock. The file stays: removing it would let two daemons lock two files of one name. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
