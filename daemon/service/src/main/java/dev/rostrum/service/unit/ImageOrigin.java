package dev.rostrum.service.unit;

import dev.rostrum.service.storage.OwnFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that this box runs on an image taken of another one: the state folder remembers which hardware it was first
 * used on. An id out of the hardware changes with it and all is well; a configured one may now be used twice.
 */
public final class ImageOrigin {
    /** Stands in the unit's degraded state while its configured id may be another unit's too. */
    public static final String CLONED = "cloned-image";

    private static final String FILE = "hardware";
    private static final Logger LOG = LoggerFactory.getLogger(ImageOrigin.class);

    private final OwnFolder folder;
    private final Path file;
    private final String hardware;

    /**
     * Compares nothing yet.
     *
     * @param hardware this box's mark; see {@link UnitId}
     */
    public ImageOrigin(Path stateFolder, String hardware) {
        this.folder = new OwnFolder(stateFolder);
        this.file = stateFolder.resolve(FILE);
        this.hardware = hardware;
    }

    /**
     * Compares, and remembers the hardware where it may.
     *
     * @param configured the unit's id out of the configuration; none: it is the hardware's mark
     * @return {@link #CLONED} until somebody gives this unit an id of its own and removes the file
     */
    public Optional<String> trouble(Optional<String> configured) {
        try {
            String first = new String(folder.read(FILE), StandardCharsets.UTF_8).strip();
            if (first.equals(hardware)) {
                return Optional.empty();
            }
            if (configured.isPresent()) {
                LOG.warn(
                        "the image comes from hardware {}, this is {}: unit.id={} is now in use twice unless that unit"
                                + " is gone; give this one another id and remove {}",
                        first,
                        hardware,
                        configured.get(),
                        file);
                return Optional.of(CLONED);
            }
            LOG.warn("the image comes from hardware {}, this is {}: this unit is named after its own", first, hardware);
        } catch (NoSuchFileException e) {
            LOG.info("first start on hardware {}", hardware);
        } catch (IOException e) {
            LOG.warn("cannot read {}: {}", file, e.toString());
            return Optional.empty();
        }
        remember();
        return Optional.empty();
    }

    private void remember() {
        try {
            folder.make("rwxr-x---");
            folder.replace(FILE, (hardware + "\n").getBytes(StandardCharsets.UTF_8), "rw-r--r--");
        } catch (IOException e) {
            LOG.warn("cannot remember the hardware in {}: {}", file, e.toString());
        }
    }
}
