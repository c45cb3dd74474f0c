package dev.rostrum.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What commands on the status page need where the configuration names no token: whoever may use the control socket may
 * read it beside that. Made at the first start and kept, so that a browser that was let in stays let in.
 */
final class PageToken {
    /** In the state folder, for the daemon alone; in the runtime folder, for the operators too. */
    static final String FILE = "page-token";

    private static final Logger LOG = LoggerFactory.getLogger(PageToken.class);

    /** May use the control socket. */
    static final String OPERATORS = "rostrum-operators";

    private static final String TOKEN = "[0-9a-f]{48}";

    private PageToken() {}

    /**
     * The unit's token, which lies in {@code runtimeFolder} on return.
     *
     * @param fresh taken where there is none yet: 48 hexadecimal digits that nobody guesses
     * @param operators group that may read it in {@code runtimeFolder}, where there is one and this process is of it
     * @throws IOException if it cannot be kept or laid out
     */
    static String of(Path stateFolder, Path runtimeFolder, String fresh, String operators) throws IOException {
        Path kept = stateFolder.resolve(FILE);
        String token = read(kept);
        if (!token.matches(TOKEN)) {
            token = fresh;
            Files.createDirectories(stateFolder);
            write(kept, token, Optional.empty());
        }
        write(runtimeFolder.resolve(FILE), token, Optional.of(operators));
        return token;
    }

    /** The first line; empty where there is no file. */
    private static String read(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return "";
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, "is a link or no plain file, and is not read");
        }
        return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    }

    private static void write(Path file, String token, Optional<String> readers) throws IOException {
        Path fresh = file.resolveSibling(FILE + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, token + "\n");
        if (readers.isPresent() && giveTo(readers.get(), fresh)) {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r-----"));
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** False where this system has no such group, or this process is none of it: then the owner alone reads it. */
    private static boolean giveTo(String group, Path file) throws IOException {
        try {
            GroupPrincipal readers =
                    file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
            Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setGroup(readers);
            return true;
        } catch (UserPrincipalNotFoundException | FileSystemException e) {
            LOG.info("event=page-token operators=none cause=\"{}\"", e.toString());
            return false;
        }
    }
}
