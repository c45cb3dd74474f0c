package dev.rostrum.service.mqtt.homeassistant;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rostrum.service.storage.OwnFolder;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where this unit was announced before it was called as it is now, so that its old device leaves the house with it: a file
 * with a topic a line. Without a folder nothing is known of an earlier start. Confined to the MQTT thread.
 */
public final class FormerDevices {
    private static final Logger LOG = LoggerFactory.getLogger(FormerDevices.class);
    private static final String FILE = "announced";

    private final Optional<OwnFolder> folder;
    private final Set<String> topics = new LinkedHashSet<>();
    private String current = "";

    /** Reads what earlier starts left. */
    public FormerDevices(Optional<Path> folder) {
        this.folder = folder.map(OwnFolder::new);
        this.folder.ifPresent(this::read);
    }

    /** The unit is announced on this topic from now on, and on those of {@link #topics} no more. */
    public void announced(String topic) {
        current = topic;
        topics.remove(topic);
        write();
    }

    /** Where an announcement is still to be taken back. */
    public List<String> topics() {
        return List.copyOf(topics);
    }

    /** It was taken back there. */
    public void withdrawn(String topic) {
        if (topics.remove(topic)) {
            write();
        }
    }

    private void read(OwnFolder from) {
        try {
            new String(from.read(FILE), UTF_8)
                    .lines()
                    .filter(line -> line.matches("[^+#\\p{Cntrl}]{1,300}/config"))
                    .forEach(topics::add);
        } catch (NoSuchFileException e) {
            LOG.debug("event=never-announced");
        } catch (IOException e) {
            LOG.warn("event=announced-unknown: a device of an earlier id stays in Home Assistant: {}", e.toString());
        }
    }

    private void write() {
        if (folder.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder(current.isEmpty() ? "" : current + "\n");
        topics.forEach(topic -> text.append(topic).append('\n'));
        try {
            folder.get().make("rwxr-x---");
            folder.get().replace(FILE, text.toString().getBytes(UTF_8), "rw-------");
        } catch (IOException e) {
            LOG.warn("event=announced-not-kept: after a change of the unit's id its device stays: {}", e.toString());
        }
    }
}
