package dev.rostrum.lab.cli;

import dev.rostrum.lab.study.OneSpeakerStudy;
import dev.rostrum.lab.study.StudyPage;
import dev.rostrum.service.cli.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code rostrum study one-speaker}: whether one speaker stays one and two stay two. */
@Command(
        name = "one-speaker",
        description =
                "Does one speaker stay one, and do two of a pitch stay two, with music and through codecs? Codecs need ffmpeg"
                        + " and sox.")
final class OneSpeakerCommand implements Callable<Integer> {
    @ParentCommand
    private StudyCommand parent;

    @Mixin
    private SpeakersParameter speakers = new SpeakersParameter();

    @Mixin
    private StudyOptions options = new StudyOptions();

    @Override
    public Integer call() throws InterruptedException {
        options.check();
        EvaluationProgress progress = new EvaluationProgress(parent.console());
        options.write(
                parent.console(),
                progress,
                () -> new StudyPage(
                        "One speaker, two speakers",
                        "rostrum study one-speaker SPEAKERS [--evidence DIR] --page FILE.md",
                        """
                        Each speaker in one clip of 5 to 60 s of speech, as long as there is enough of it, and speakers
                        with 20 s and more in pairs whose voices are about as high (neighbours by the median of their
                        pitch), an utterance each in turn. Pauses inside utterances are cut to .2 s, those between them
                        last .3 to .9 s. *Two found*: clips whose final labels have two speakers or more, however little
                        the second speaks. *Taken for one*: pairs in which for one of the two no label of their own has
                        half of their speech. *Three found*: pairs with three speakers or more. DER in per cent, final.
                        """,
                        new OneSpeakerStudy(
                                        options.hearing().oneLatency(),
                                        options.hearing().ears(parent.console()),
                                        progress)
                                .run(speakers.folder())));
        return ExitCode.OK.number();
    }
}
