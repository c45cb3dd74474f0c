package dev.rostrum.daemon.health;

import dev.rostrum.daemon.storage.OwnFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers across restarts, updates and power cuts whether the unit is muted: one file, replaced whole and synced with its
 * folder before {@link #remember} returns. Whatever cannot be read counts as muted, because a unit that listens against the
 * will of the room is the worse mistake.
 */
public final class MuteStore {
    private static final Logger LOG = LoggerFactory.getLogger(MuteStore.class);
    private static final String FILE = "mute";
    private static final String MUTED = "muted\n";
    private static final String LISTENING = "listening\n";

    private final OwnFolder folder;
    private final Path file;

    /** @param stateFolder the daemon's own folder that survives restarts, {@code /var/lib/rostrum} in a package; made when needed */
    public MuteStore(Path stateFolder) {
        this.folder = new OwnFolder(stateFolder);
        this.file = stateFolder.resolve(FILE);
    }

    /** Whether the unit is to start muted: false only if it was never muted, or was last told to listen. */
    public boolean startMuted() {
        try {
            return !new String(folder.read(FILE), StandardCharsets.US_ASCII).equals(LISTENING);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            LOG.warn("mute file={} unreadable, starting muted: {}", file, e.toString());
            return true;
        }
    }

    /**
     * Stores the wish; on return it survives a power cut. Call it before anybody is told that the unit is muted, and before the
     * line is opened again.
     *
     * @return false if it could not be stored (disk full or read-only, the reason is logged): mute all the same, and report
     *     that it will not survive a restart; listen all the same, the unit then starts muted next time
     */
    public boolean remember(boolean muted) {
        try {
            folder.make("rwxr-x---");
            folder.replace(FILE, (muted ? MUTED : LISTENING).getBytes(StandardCharsets.US_ASCII), "rw-r-----");
            return true;
        } catch (IOException e) {
            LOG.warn("mute={} not stored file={}: {}", muted, file, e.toString());
            return false;
        }
    }
}
