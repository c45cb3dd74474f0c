package dev.rostrum.lab.cli;

import dev.rostrum.lab.evaluation.EvaluationRun;
import dev.rostrum.lab.study.OneVoiceStudy;
import dev.rostrum.lab.study.StudyPage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of {@code evaluate} about recordings of one speaker each. */
final class VoiceOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--voices",
            paramLabel = "DIR",
            description = "Holds recordings of one speaker each (SPEAKER_UTTERANCE.flac or .wav), for --one-voice and"
                    + " --misleading-rooms.")
    private @Nullable Path voices;

    @Option(
            names = "--one-voice",
            paramLabel = "FILE",
            description = "Does one voice stay one, and do two of a pitch stay two, with music and through codecs?"
                    + " Hears --voices, no DIR; gets a page (Markdown). Codecs need ffmpeg and sox.")
    private @Nullable Path oneVoice;

    /** Whether the study was asked for. */
    boolean any() {
        return oneVoice != null;
    }

    Optional<Path> voices() {
        return Optional.ofNullable(voices);
    }

    /** Does the study. */
    void run(EvaluationRun.Settings settings, Supplier<EvaluationRun.Ears> ears, EvaluationProgress progress)
            throws InterruptedException {
        Path file = oneVoice;
        Path folder = voices;
        if (file == null || folder == null) {
            throw new ParameterException(command.commandLine(), "--one-voice needs --voices");
        }
        StudyPage.write(
                file,
                () -> new StudyPage(
                        "One voice, two voices",
                        "rostrum evaluate --voices VOICES --one-voice docs/one-voice.md [--evidence DIR]",
                        """
                        Each speaker in one clip of 5 to 60 s of speech, as long as there is enough of it, and speakers
                        with 20 s and more in pairs whose voices are about as high (neighbours by the median of their
                        pitch), an utterance each in turn. Pauses inside utterances are cut to .2 s, those between them
                        last .3 to .9 s. *Two found*: clips whose final labels have two speakers or more, however little
                        the second speaks. *Taken for one*: pairs in which for one of the two no label of their own has
                        half of their speech. *Three found*: pairs with three speakers or more. DER in per cent, final.
                        """,
                        new OneVoiceStudy(settings, ears, progress).run(folder)));
        progress.end();
    }
}
