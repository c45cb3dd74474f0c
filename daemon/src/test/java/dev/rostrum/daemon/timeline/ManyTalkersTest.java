package dev.rostrum.daemon.timeline;

import dev.rostrum.daemon.tracking.PassRunner;
import dev.rostrum.daemon.tracking.SyntheticMeeting;
import org.junit.jupiter.api.Test;

/** More talkers than a meeting usually may have. A few seconds. */
class ManyTalkersTest {
    @Test
    void shouldFindThirtyTalkersWhereSoManyMayCome() {
        SyntheticMeeting meeting = new SyntheticMeeting(20).rounds(30, 2, 1, 5, 0.3);
        TwoLaneTracker tracker = new TwoLaneTracker(
                TwoLaneTracker.Settings.defaults().withTalkers(1, 40), SyntheticMeeting.space(), PassRunner.waiting());

        PublishedMeetings published = PublishedMeetings.of(meeting, tracker);

        PublishedAgainstTruth.hold(published.turns(), meeting);
    }
}
