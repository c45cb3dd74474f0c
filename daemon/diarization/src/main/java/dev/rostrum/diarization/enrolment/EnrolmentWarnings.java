package dev.rostrum.diarization.enrolment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What speaks against a recording that was just enrolled: two names for one voice, or two voices for one name. Plain. */
public final class EnrolmentWarnings {
    private EnrolmentWarnings() {}

    /**
     * Doubts about the newest recording of somebody, a sentence each.
     *
     * @param people everybody, with the recordings alone that can be compared, as {@link Person#heardBy} gives them
     */
    public static List<String> about(String name, List<Person> people, OpenSetIdentification openSet) {
        List<String> doubts = new ArrayList<>();
        for (Person own : people.stream().filter(one -> one.name().equals(name)).toList()) {
            List<Person.Recording> recordings = own.recordings();
            float[] voice = recordings.getLast().voice();
            List<Person.Recording> earlier = recordings.subList(0, recordings.size() - 1);
            if (!earlier.isEmpty()) {
                double likeness = OpenSetIdentification.likeness(
                        new Person(name, own.consent(), own.consentAt(), earlier), voice);
                if (likeness < openSet.threshold()) {
                    doubts.add(name + " sounds unlike the earlier recordings" + figures(likeness, openSet)
                            + ": was somebody else speaking? 'rostrum forget' removes all of them");
                }
            }
            for (Person other : people) {
                double likeness = OpenSetIdentification.likeness(other, voice);
                if (!other.name().equals(name) && likeness >= openSet.threshold()) {
                    doubts.add(name + " sounds like " + other.name() + figures(likeness, openSet)
                            + ": of two names for one voice neither may be told; forget one of them");
                }
            }
        }
        return doubts;
    }

    private static String figures(double likeness, OpenSetIdentification openSet) {
        return String.format(Locale.ROOT, " (likeness %.2f, one voice from %.2f)", likeness, openSet.threshold());
    }
}
