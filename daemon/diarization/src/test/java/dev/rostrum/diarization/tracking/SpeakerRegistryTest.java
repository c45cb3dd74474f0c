package dev.rostrum.diarization.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.speakers.SpeakerStatistics;
import dev.rostrum.diarization.tracking.direction.DirectionPriors;
import dev.rostrum.diarization.tracking.embedding.TrackerParameters;
import dev.rostrum.diarization.tracking.embedding.WeightedEmbedding;
import dev.rostrum.diarization.tracking.frame.FrameLabels;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Passes are made up here: voices along the axes, with a number of frames each. */
class SpeakerRegistryTest {
    private static final int LONG = 100;

    private final SpeakerRegistry known = new SpeakerRegistry(
            SpeakerRegistry.Settings.defaults(), TrackerParameters.packaged().residualRatioAtMost(), 20, LONG);

    @Test
    void shouldConfirmAVoiceThatTwoPassesInARowFindLong() {
        assertThat(adopt(false, fresh(LONG))).containsExactly(KnownSpeaker.Standing.NEWCOMER);
        assertThat(adopt(false, again(1, LONG))).containsExactly(KnownSpeaker.Standing.ESTABLISHED);
    }

    @Test
    void shouldNotConfirmAVoiceThatOnePassFindsLong() {
        adopt(false, fresh(LONG));
        assertThat(adopt(false, again(1, LONG - 1))).containsExactly(KnownSpeaker.Standing.NEWCOMER);
        assertThat(adopt(false, again(1, LONG))).containsExactly(KnownSpeaker.Standing.NEWCOMER);
    }

    @Test
    void shouldConfirmInTheLastPassWhatIsLong() {
        assertThat(adopt(true, fresh(LONG), fresh(LONG - 1)))
                .containsExactly(KnownSpeaker.Standing.ESTABLISHED, KnownSpeaker.Standing.NEWCOMER);
    }

    @Test
    void shouldKeepAConfirmedVoiceConfirmed() {
        adopt(false, fresh(LONG));
        adopt(false, again(1, LONG));
        assertThat(adopt(false, again(1, 1))).containsExactly(KnownSpeaker.Standing.ESTABLISHED);
    }

    @Test
    void shouldNeverUseANumberAgain() {
        adopt(false, fresh(LONG), fresh(LONG));
        adopt(false, again(1, LONG));
        adopt(false, again(1, LONG), fresh(LONG));
        assertThat(known.list()).extracting(voice -> voice.id().number()).containsExactly(1, 3);
    }

    @Test
    void shouldWelcomeWhoSoundsLikeNobodyKnown() {
        adopt(false, fresh(LONG));

        known.welcome(List.of(heard(0.6)));
        assertThat(known.count()).isEqualTo(1);
        known.welcome(List.of(heard(0.2)));
        assertThat(known.count()).isEqualTo(2);
    }

    /** At this cosine to the one voice. */
    private static WeightedEmbedding heard(double cosine) {
        double[] unit = {cosine, Math.sqrt(1 - cosine * cosine)};
        return new WeightedEmbedding(0, 32_000, 2, 1, 0, unit, unit, unit, unit, true);
    }

    private List<KnownSpeaker.Standing> adopt(boolean last, RevisedMeeting.FoundSpeaker... voices) {
        RevisedMeeting found = new RevisedMeeting(
                known.lastNumber(),
                new FrameLabels(0, 0),
                Arrays.asList(voices),
                new IdentityHashMap<>(),
                DirectionPriors.none(voices.length));
        return known.adopt(found, last).stream().map(KnownSpeaker::standing).toList();
    }

    private static RevisedMeeting.FoundSpeaker fresh(int frames) {
        return new RevisedMeeting.FoundSpeaker(
                Optional.empty(), new double[] {1, 0}, new SpeakerStatistics(1, 0, new double[] {1, 0}), 0, frames);
    }

    private static RevisedMeeting.FoundSpeaker again(int number, int frames) {
        return new RevisedMeeting.FoundSpeaker(
                Optional.of(new SpeakerId(number)),
                new double[] {1, 0},
                new SpeakerStatistics(1, 0, new double[] {1, 0}),
                0,
                frames);
    }
}
