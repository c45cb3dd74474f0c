package dev.rostrum.service.composition;

import dev.rostrum.diarization.enrolment.OpenSetIdentification;
import dev.rostrum.diarization.enrolment.Person;
import dev.rostrum.diarization.enrolment.SpeakerNaming;
import dev.rostrum.diarization.evidence.WindowEvidence;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.MeetingTracker;
import dev.rostrum.diarization.timeline.ObservedTracker;
import dev.rostrum.model.bundle.ModelBundle;
import dev.rostrum.service.config.DaemonConfig;
import dev.rostrum.service.people.Enrolment;
import dev.rostrum.service.people.PeopleStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the naming of enrolled people around a tracker, where the configuration allows it. Analysis thread. */
public final class Recognition {
    private static final Logger LOG = LoggerFactory.getLogger(Recognition.class);
    private static final int LOOK_EVERY_SECONDS = 3;

    private final PeopleStore store;
    private final ModelBundle bundle;
    private String told = "";

    private Recognition(PeopleStore store, ModelBundle bundle) {
        this.store = store;
        this.bundle = bundle;
    }

    /** A tracker, and how people are enrolled by what it hears, where they may be. */
    public record Known(MeetingTracker tracker, Optional<Enrolment> enrolment) {
        private static Known nobody(MeetingTracker tracker) {
            return new Known(tracker, Optional.empty());
        }
    }

    /** The tracker itself where nobody is to be known. */
    public static Known around(
            MeetingTracker tracker, DaemonConfig config, int sampleRate, BiConsumer<SpeakerId, String> names) {
        if (!config.people().enabled()) {
            sealWhatIsThere(config);
            return Known.nobody(tracker);
        }
        ModelBundle bundle = ModelBundle.of(config.listening().networks());
        Optional<OpenSetIdentification> openSet = OpenSetIdentification.of(bundle);
        if (openSet.isEmpty()) {
            LOG.warn("nobody is recognised: {}", OpenSetIdentification.unfitted(bundle));
            return Known.nobody(tracker);
        }
        try {
            PeopleStore store = new PeopleStore(config.unit().stateFolder(), config.people());
            Recognition recognition = new Recognition(store, bundle);
            int known = recognition.people().size();
            LOG.info(
                    "event=people enrolled={} of-other-networks={}",
                    known,
                    store.people().size() - known);
            Enrolment enrolment = new Enrolment(
                    store, openSet.get(), bundle.manifest().network("embedding").identity());
            SpeakerNaming naming = new SpeakerNaming(
                    openSet.get(), recognition::people, names, (long) LOOK_EVERY_SECONDS * sampleRate);
            Consumer<WindowEvidence> hearing = naming::heard;
            return new Known(
                    new ObservedTracker(tracker, naming::decided, hearing.andThen(enrolment::hear)),
                    Optional.of(enrolment));
        } catch (IOException e) {
            LOG.warn("nobody is recognised: {}", e.getMessage());
            return Known.nobody(tracker);
        }
    }

    /** Voices that nobody is recognised by are not to lie there in the open either, once there is a key. */
    private static void sealWhatIsThere(DaemonConfig config) {
        if (config.people().keyFile().isPresent()) {
            try {
                PeopleStore store = new PeopleStore(config.unit().stateFolder(), config.people());
                LOG.debug(
                        "event=people enrolled={} recognised=none",
                        store.people().size());
            } catch (IOException e) {
                LOG.warn("enrolled voices: {}", e.getMessage());
            }
        }
    }

    /** Nobody while the store cannot be read; said once, and again when it changes. */
    private List<Person> people() {
        try {
            List<Person> people = store.people().stream()
                    .flatMap(person -> person.heardBy(bundle).stream())
                    .toList();
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
