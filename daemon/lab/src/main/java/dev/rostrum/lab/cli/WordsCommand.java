package dev.rostrum.lab.cli;

import dev.rostrum.lab.words.Transcript;
import dev.rostrum.lab.words.TranscriptText;
import dev.rostrum.lab.words.TranscriptText.Format;
import dev.rostrum.lab.words.WordAttribution;
import dev.rostrum.lab.words.WordRule;
import dev.rostrum.service.annotation.TextFile;
import dev.rostrum.service.cli.Console;
import dev.rostrum.service.cli.ExitCode;
import dev.rostrum.service.cli.LatencyOption;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rostrum words}: whose word is it. */
@Command(
        name = "words",
        description = "Gives each word of a recogniser to a speaker.",
        footer = {
            "",
            "WORDS is the JSON of Whisper or a relative with word times, CTM, or WebVTT. Without --events every turn is",
            "as sure as the next; with them a turn weighs by its confidence, and JSON also says what was said live."
        })
final class WordsCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "WORDS", description = "Words with times: JSON, CTM or WebVTT.")
    private Path words = Path.of("");

    @Option(
            names = "--turns",
            required = true,
            paramLabel = "FINAL.rttm",
            description = "Who speaks when, as replay or evaluate leave it.")
    private Path turns = Path.of("");

    @Option(names = "--events", paramLabel = "FILE", description = "The events.jsonl of the same run.")
    private @Nullable Path events;

    @Option(
            names = "--format",
            defaultValue = "stm",
            paramLabel = "F",
            description = "stm, vtt, json or txt (${DEFAULT-VALUE}).")
    private Format format = Format.STM;

    @Option(names = "--out", paramLabel = "FILE", description = "Gets the text, whole or not at all.")
    private @Nullable Path out;

    @Mixin
    private LatencyOption latency = new LatencyOption();

    WordsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (out != null) {
            TextFile.check(out);
        }
        WordAttribution attribution = new WordAttribution(WordRule.Settings.defaults());
        Transcript transcript =
                events == null ? attribution.of(words, turns) : attribution.of(words, turns, events, latency.millis());
        String text = TranscriptText.of(transcript, format);
        if (out == null) {
            console.out().print(text);
        } else {
            TextFile.write(out, text);
        }
        if (transcript.words().isEmpty()) {
            console.tell(words + " holds no word, so the transcript is empty");
        }
        if (transcript.timeFilled() > 0) {
            console.tell(transcript.timeFilled() + " of " + transcript.words().size()
                    + " words had no time; it was filled from their neighbours");
        }
        if (events != null) {
            console.err()
                    .println(transcript.words().size() + " words, " + transcript.corrected()
                            + " of them given to another speaker by corrections");
        }
        return ExitCode.OK.number();
    }
}
