package dev.rostrum.lab.cli;

import dev.rostrum.diarization.frontend.array.ArrayInUse;
import dev.rostrum.lab.evaluation.Domain;
import dev.rostrum.lab.evaluation.DomainScores;
import dev.rostrum.lab.evaluation.Domains;
import dev.rostrum.lab.evaluation.EvaluationRun.EvaluatedMeeting;
import dev.rostrum.lab.evaluation.Meeting;
import dev.rostrum.service.cli.ArrayOption;
import dev.rostrum.service.replay.Listening;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What an evaluation hears, and how.
 *
 * @param domains of one domain where they are not told apart
 * @param told whether they are
 * @param listening how each is heard
 */
record Recordings(Domains domains, boolean told, Function<Meeting, Listening> listening) {
    /** All alike, in one heap. */
    static Recordings together(List<Meeting> meetings, Listening listening) {
        List<Domain> all = meetings.isEmpty() ? List.of() : List.of(new Domain("all", meetings));
        return new Recordings(new Domains(all, Set.of()), false, alike(listening));
    }

    /** By domain: what an array is to hear is heard by it, all others on the channel that was chosen, or the first. */
    static Recordings byDomain(Domains domains, ArrayOption array, Consumer<String> remarks) {
        Listening own = array.listening(remarks);
        Listening other = array.isChannelChosen() ? own : new Listening(ArrayInUse.NONE, false, remarks);
        return new Recordings(domains, true, meeting -> domains.byArray().contains(meeting.name()) ? own : other);
    }

    /** One way for every recording. */
    static Function<Meeting, Listening> alike(Listening listening) {
        return meeting -> listening;
    }

    List<Meeting> meetings() {
        return domains.recordings();
    }

    /** Those of these names. */
    Recordings only(Predicate<String> named) {
        return new Recordings(domains.only(named), told, listening);
    }

    /** By domain, where that was asked for. */
    Optional<DomainScores> scores(List<EvaluatedMeeting> evaluated) {
        return told ? Optional.of(DomainScores.of(domains, evaluated)) : Optional.empty();
    }
}
