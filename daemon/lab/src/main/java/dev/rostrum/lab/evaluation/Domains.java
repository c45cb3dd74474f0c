package dev.rostrum.lab.evaluation;

import dev.rostrum.diarization.frontend.array.ArrayInUse;
import dev.rostrum.drivers.audio.AudioFileSource;
import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.RecordingName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The kinds of recordings over which an evaluation is told apart.
 *
 * @param all in the order in which they were given
 * @param byArray names of the recordings that an array hears; all others are heard on one channel
 */
public record Domains(List<Domain> all, Set<String> byArray) {
    public Domains {
        all = List.copyOf(all);
        byArray = Set.copyOf(byArray);
    }

    /**
     * Reads folders; see {@link MeetingFolder}.
     *
     * @param whole each is a domain
     * @param single of each, every recording is a domain
     * @param array what hears a second time those recordings of the folders of the first kind that have just its
     *     channels; their domain is the folder's, by the array. One channel alone hears nothing twice
     * @param bad told of each recording that cannot be read; it is left out
     * @throws AnnotationException two recordings or two domains have one name, or a folder is wrong
     */
    public static Domains read(List<Path> whole, List<Path> single, ArrayInUse array, Consumer<RuntimeException> bad) {
        List<Meeting> meetings = MeetingFolder.meetings(
                Stream.concat(whole.stream(), single.stream()).toList(), bad);
        List<Domain> all = new ArrayList<>();
        Set<String> byArray = new HashSet<>();
        for (Path folder : whole) {
            List<Meeting> inside = in(folder, meetings);
            add(all, folder, name(folder), inside);
            List<Meeting> again = inside.stream()
                    .filter(meeting -> suits(array, meeting.sound()))
                    .map(Domains::byArray)
                    .toList();
            add(all, folder, name(folder) + ", array", again);
            again.forEach(meeting -> byArray.add(meeting.name()));
        }
        for (Path folder : single) {
            in(folder, meetings).forEach(one -> add(all, folder, name(folder) + '/' + one.name(), List.of(one)));
        }
        return new Domains(all, byArray);
    }

    /** Every recording, by domain. */
    public List<Meeting> recordings() {
        return all.stream().flatMap(domain -> domain.recordings().stream()).toList();
    }

    /** The recordings of these names, by whatever they are heard; domains that are left without any are left out. */
    public Domains only(Predicate<String> named) {
        List<Domain> kept = new ArrayList<>();
        for (Domain domain : all) {
            List<Meeting> recordings = domain.recordings().stream()
                    .filter(one -> named.test(RecordingName.of(one.sound())))
                    .toList();
            if (!recordings.isEmpty()) {
                kept.add(new Domain(domain.name(), recordings));
            }
        }
        return new Domains(kept, byArray);
    }

    private static List<Meeting> in(Path folder, List<Meeting> meetings) {
        return meetings.stream()
                .filter(meeting -> folder.equals(meeting.sound().getParent()))
                .toList();
    }

    private static void add(List<Domain> all, Path folder, String name, List<Meeting> recordings) {
        if (all.stream().anyMatch(domain -> domain.name().equals(name))) {
            throw new AnnotationException(folder, "has the name of another domain: " + name);
        }
        if (!recordings.isEmpty()) {
            all.add(new Domain(name, recordings));
        }
    }

    private static String name(Path folder) {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }

    private static boolean suits(ArrayInUse array, Path sound) {
        if (array.geometry().isEmpty()) {
            return false;
        }
        try (AudioFileSource source = new AudioFileSource(sound, List.of())) {
            int channels = source.open().channels();
            int microphones = array.geometry().orElseThrow().microphones().size();
            return array.use().isEmpty()
                    ? channels == microphones
                    : array.use().stream().allMatch(channel -> channel < channels);
        }
    }

    private static Meeting byArray(Meeting one) {
        return new Meeting(one.name() + ", array", one.sound(), one.reference(), one.scored(), one.lengthNs());
    }
}
