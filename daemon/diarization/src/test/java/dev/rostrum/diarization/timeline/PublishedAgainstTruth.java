package dev.rostrum.diarization.timeline;

import static dev.rostrum.diarization.tracking.SyntheticMeeting.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.tracking.SyntheticMeeting;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Turns against a meeting in which speaker 0 comes first, then 1 and so on: speaker 0 is S1, 1 is S2. */
final class PublishedAgainstTruth {
    private static final long BLUR = SECOND / 2;

    private PublishedAgainstTruth() {}

    static void hold(List<SpeechTurn> turns, SyntheticMeeting meeting) {
        hold(turns, meeting, 0, meeting.endSample());
    }

    /** Holds that at each instant not within half a second of where somebody begins or ends just those are named. */
    static void hold(List<SpeechTurn> turns, SyntheticMeeting meeting, long from, long to) {
        for (long at = from; at < to; at += SECOND / 10) {
            if (!meeting.nearBoundary(at, BLUR)) {
                Set<Integer> numbers = meeting.speakersAt(at).stream()
                        .map(speaker -> speaker + 1)
                        .collect(Collectors.toCollection(TreeSet::new));
                assertThat(PublishedMeetings.speakersAt(turns, at))
                        .as("at %.1f s", at / (double) SECOND)
                        .isEqualTo(numbers);
            }
        }
        PublishedMeetings.holdApart(turns);
    }
}
