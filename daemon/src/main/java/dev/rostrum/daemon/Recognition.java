package dev.rostrum.daemon;

import dev.rostrum.daemon.config.DaemonConfig;
import dev.rostrum.daemon.people.OpenSet;
import dev.rostrum.daemon.people.PeopleStore;
import dev.rostrum.daemon.people.Person;
import dev.rostrum.daemon.people.VoiceNaming;
import dev.rostrum.daemon.timeline.MeetingTracker;
import dev.rostrum.daemon.tracking.SpeakerId;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the naming of enrolled people around a tracker, where the configuration allows it. */
final class Recognition {
    private static final Logger LOG = LoggerFactory.getLogger(Recognition.class);
    private static final int LOOK_EVERY_SECONDS = 3;

    private Recognition() {}

    /** The tracker itself where nobody is to be known. */
    static MeetingTracker around(
            MeetingTracker tracker, DaemonConfig config, int sampleRate, BiConsumer<SpeakerId, String> names) {
        if (!config.people().enabled()) {
            return tracker;
        }
        try {
            PeopleStore store = new PeopleStore(config.unit().stateFolder(), config.people());
            LOG.info("event=people enrolled={}", store.people().size());
            return new VoiceNaming(
                    tracker, OpenSet.packaged(), () -> people(store), names, (long) LOOK_EVERY_SECONDS * sampleRate);
        } catch (IOException e) {
            LOG.warn("nobody is recognised: {}", e.getMessage());
            return tracker;
        }
    }

    private static List<Person> people(PeopleStore store) {
        try {
            return store.people();
        } catch (IOException e) {
            LOG.debug("nobody is recognised: {}", e.getMessage());
            return List.of();
        }
    }
}
