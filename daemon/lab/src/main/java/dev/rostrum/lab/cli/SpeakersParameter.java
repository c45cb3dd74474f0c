package dev.rostrum.lab.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The folder of a study that makes its own meetings. */
final class SpeakersParameter {
    @Parameters(
            paramLabel = "SPEAKERS",
            description = "Holds recordings of one speaker each (SPEAKER_UTTERANCE.flac or .wav).")
    private Path folder = Path.of("");

    Path folder() {
        return folder;
    }
}
