package dev.rostrum.diarization.timeline;

import static dev.rostrum.diarization.tracking.SyntheticMeeting.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.tracking.RevisionWorker;
import dev.rostrum.diarization.tracking.SyntheticMeeting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** More speakers than a meeting usually may have. A few seconds. */
class ManySpeakersTest {
    @Test
    void shouldTellThirtySpeakersApartWhereSoManyMayCome() {
        SyntheticMeeting meeting = new SyntheticMeeting(20).rounds(30, 2, 1, 5, 0.3);
        RevisingTracker tracker = new RevisingTracker(
                RevisingTracker.Settings.defaults().withSpeakers(1, 40),
                SyntheticMeeting.space(),
                RevisionWorker.waiting());

        PublishedMeetings published = PublishedMeetings.of(meeting, tracker);

        List<Set<Integer>> numbers = new ArrayList<>();
        for (int speaker = 0; speaker < 30; speaker++) {
            numbers.add(new TreeSet<>());
        }
        for (long at = 0; at < meeting.endSample(); at += SECOND / 10) {
            if (!meeting.nearBoundary(at, SECOND / 2)) {
                for (int speaker : meeting.speakersAt(at)) {
                    numbers.get(speaker).addAll(PublishedMeetings.speakersAt(published.turns(), at));
                }
            }
        }
        // a number that was taken back is not given again, so there may be gaps, but never two for one or one for two
        assertThat(numbers).allSatisfy(own -> assertThat(own).hasSize(1));
        assertThat(numbers.stream().map(own -> own.iterator().next()).toList())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(PublishedMeetings.speakers(published.turns())).hasSize(30);
    }
}
