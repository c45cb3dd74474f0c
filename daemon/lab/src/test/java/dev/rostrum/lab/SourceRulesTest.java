package dev.rostrum.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.frontend.SoundFormat;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.service.testing.SourceTree;
import org.junit.jupiter.api.Test;

/** What holds for every source file of the project. That each rule can fail: {@code PlantedFaultsTest}. */
class SourceRulesTest {
    private static final SourceRules RULES = new SourceRules(SourceTree.ROOT);

    @Test
    void shouldFindTheSources() {
        assertThat(RULES.sources("src/main/java")).hasSizeGreaterThan(50);
    }

    @Test
    void shouldSayOfEveryPackageWhatItIsAndThatNothingIsNull() {
        assertThat(RULES.unmarkedPackages()).isEmpty();
    }

    @Test
    void shouldHoldOneIdeaAFile() {
        assertThat(RULES.longFiles()).isEmpty();
    }

    @Test
    void shouldSayTheRateOfSpeechInOnePlace() {
        assertThat(RULES.otherPlacesThatSayTheRate()).isEmpty();
        assertThat(SoundFormat.NETWORK_RATE).isEqualTo(CaptureFormat.SPEECH_RATE);
    }

    @Test
    void shouldLeaveNothingToDoInComments() {
        assertThat(RULES.thingsLeftToDo()).isEmpty();
    }
}
