package dev.rostrum.service.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.service.annotation.RecordingName;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingNameTest {
    @ParameterizedTest
    @CsvSource({
        "meeting.wav, meeting, true",
        "MEETING.WAV, MEETING, true",
        "Büro Straße.flac, Büro Straße, true",
        "2026.11.30.flac, 2026.11.30, true",
        "meeting.2026.11, meeting.2026.11, false",
        "meeting, meeting, false",
        ".wav, .wav, false",
        "talk.words.json, talk.words, false",
        "tilde~.Wave, tilde~, true",
        "a.flac.part, a.flac.part, false"
    })
    void shouldTakeOffOnlyAnEndingThatItKnows(String file, String name, boolean sound) {
        assertThat(RecordingName.of(Path.of("/some.where", file))).isEqualTo(name);
        assertThat(RecordingName.isSound(Path.of("/some.where", file))).isEqualTo(sound);
    }
}
