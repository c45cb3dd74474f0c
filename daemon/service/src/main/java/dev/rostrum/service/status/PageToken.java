package dev.rostrum.service.status;

import dev.rostrum.service.storage.OwnFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What commands on the status page need where the configuration names no token: whoever may use the control socket may
 * read it beside that. Made at the first start and kept, so that a browser that was let in stays let in.
 */
public final class PageToken {
    /** In the state folder, for the daemon alone; in the runtime folder, for the operators too. */
    static final String FILE = "page-token";

    private static final Logger LOG = LoggerFactory.getLogger(PageToken.class);

    private static final String TOKEN = "[0-9a-f]{48}";

    private PageToken() {}

    /**
     * The unit's token, which lies in {@code runtimeFolder} on return.
     *
     * @param fresh taken where there is none yet: 48 hexadecimal digits that nobody guesses
     * @param operators group that may read it in {@code runtimeFolder}, where there is one and this process is of it
     * @throws IOException if it cannot be kept or laid out
     */
    public static String of(Path stateFolder, Path runtimeFolder, String fresh, String operators) throws IOException {
        OwnFolder state = new OwnFolder(stateFolder);
        String token = read(state);
        if (!token.matches(TOKEN)) {
            token = fresh;
            state.make("rwxr-x---");
            write(state, token);
        }
        OwnFolder runtime = new OwnFolder(runtimeFolder);
        write(runtime, token);
        if (giveTo(operators, runtime)) {
            Path laidOut = runtime.path().resolve(FILE);
            Files.getFileAttributeView(laidOut, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setPermissions(PosixFilePermissions.fromString("rw-r-----"));
        }
        return token;
    }

    /** The whole file, stripped; empty where there is none. */
    private static String read(OwnFolder folder) throws IOException {
        try {
            return new String(folder.read(FILE), StandardCharsets.ISO_8859_1).strip();
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static void write(OwnFolder folder, String token) throws IOException {
        folder.replace(FILE, (token + "\n").getBytes(StandardCharsets.ISO_8859_1), "rw-------");
    }

    /** False where this system has no such group, or this process is none of it: then the owner alone reads it. */
    private static boolean giveTo(String group, OwnFolder folder) throws IOException {
        try {
            folder.giveToGroup(FILE, group);
            return true;
        } catch (UserPrincipalNotFoundException | FileSystemException e) {
            LOG.info("event=page-token operators=none cause=\"{}\"", e.toString());
            return false;
        }
    }
}
