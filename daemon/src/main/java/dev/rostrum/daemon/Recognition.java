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

/** Puts the naming of enrolled people around a tracker, where the configuration allows it. Analysis thread. */
final class Recognition {
    private static final Logger LOG = LoggerFactory.getLogger(Recognition.class);
    private static final int LOOK_EVERY_SECONDS = 3;

    private final PeopleStore store;
    private String told = "";

    private Recognition(PeopleStore store) {
        this.store = store;
    }

    /** The tracker itself where nobody is to be known. */
    static MeetingTracker around(
            MeetingTracker tracker, DaemonConfig config, int sampleRate, BiConsumer<SpeakerId, String> names) {
        if (!config.people().enabled()) {
            return tracker;
        }
        if (config.listening().networks().isPresent()) {
            LOG.warn(
                    "nobody is recognised: enrolled voices belong to the packaged network, and listening.networks names"
                            + " others");
            return tracker;
        }
        try {
            PeopleStore store = new PeopleStore(config.unit().stateFolder(), config.people());
            Recognition recognition = new Recognition(store);
            LOG.info("event=people enrolled={}", recognition.people().size());
            return new VoiceNaming(
                    tracker, OpenSet.packaged(), recognition::people, names, (long) LOOK_EVERY_SECONDS * sampleRate);
        } catch (IOException e) {
            LOG.warn("nobody is recognised: {}", e.getMessage());
            return tracker;
        }
    }

    /** Nobody while the store cannot be read; said once, and again when it changes. */
    private List<Person> people() {
        try {
            List<Person> people = store.people();
            told = "";
            return people;
        } catch (IOException e) {
            String why = e.toString();
            if (!why.equals(told)) {
                LOG.warn("nobody is recognised: {}", why);
                told = why;
            }
            return List.of();
        }
    }
}
