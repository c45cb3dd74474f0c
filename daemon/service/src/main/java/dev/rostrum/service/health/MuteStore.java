package dev.rostrum.service.health;

import dev.rostrum.service.storage.OwnFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers across restarts, updates and power cuts whether the unit is muted, and by whom: one file with a line, replaced
 * whole and synced with its folder before {@link #remember} returns. Whatever cannot be read counts as muted, because a unit that listens against the
 * will of the room is the worse mistake.
 */
public final class MuteStore {
    private static final Logger LOG = LoggerFactory.getLogger(MuteStore.class);
    private static final String FILE = "mute";
    /** Who muted, where the file does not say: it is damaged, or of a version that did not keep it. */
    public static final String UNKNOWN = "unknown";

    private static final Pattern MUTED = Pattern.compile("muted ([a-z-]{1,20})\n");
    private static final String LISTENING = "listening\n";

    private final OwnFolder folder;
    private final Path file;

    /** @param stateFolder the daemon's own folder that survives restarts, {@code /var/lib/rostrum} in a package; made when needed */
    public MuteStore(Path stateFolder) {
        this.folder = new OwnFolder(stateFolder);
        this.file = stateFolder.resolve(FILE);
    }

    /** Who muted the unit; empty, and only then the unit listens, if it was never muted or was last told to listen. */
    public Optional<String> mutedBy() {
        try {
            String stored = new String(folder.read(FILE), StandardCharsets.US_ASCII);
            Matcher muted = MUTED.matcher(stored);
            return stored.equals(LISTENING)
                    ? Optional.empty()
                    : Optional.of(muted.matches() ? muted.group(1) : UNKNOWN);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("mute file={} unreadable, starting muted: {}", file, e.toString());
            return Optional.of(UNKNOWN);
        }
    }

    /**
     * Stores the wish; on return it survives a power cut. Call it before anybody is told that the unit is muted, and before the
     * line is opened again.
     *
     * @param mutedBy who muted, a word of lower-case letters and dashes; empty: listen
     * @return false if it could not be stored (disk full or read-only, the reason is logged): mute all the same, and report
     *     that it will not survive a restart; listen all the same, the unit then starts muted next time
     */
    public boolean remember(Optional<String> mutedBy) {
        String wish = mutedBy.map(who -> "muted " + who + "\n").orElse(LISTENING);
        try {
            folder.make("rwxr-x---");
            folder.replace(FILE, wish.getBytes(StandardCharsets.US_ASCII), "rw-r-----");
            return true;
        } catch (IOException e) {
            LOG.warn("'{}' not stored file={}: {}", wish.strip(), file, e.toString());
            return false;
        }
    }
}
