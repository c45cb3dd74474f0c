package dev.rostrum.model.bundle;

import dev.rostrum.model.ModelException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A network that TensorFlow saved whole, graph and numbers, instead of weights for a builder of this program.
 *
 * @param folder beside the manifest, in which it lies
 * @param signature which of its signatures is run
 * @param input its one input: {@code [1, samples]} of sound, or {@code [1, frames, mels]}
 * @param output of its outputs: {@code [1, frames, classes]}, or {@code [1, size]}
 * @param answers what a segmentation network's numbers are
 * @param subtractMean whether an embedding network wants frames without the mean of each bin
 * @param files all files of the folder, by their paths in it
 */
public record SavedModelFacts(
        String folder,
        String signature,
        String input,
        String output,
        Answers answers,
        boolean subtractMean,
        List<FileFacts> files) {
    private static final Map<String, Answers> ANSWERS =
            Map.of("log-probabilities", Answers.LOG_PROBABILITIES, "probabilities", Answers.PROBABILITIES);

    /** What the numbers of a segmentation network are, class by class. */
    public enum Answers {
        /** Natural logarithms. */
        LOG_PROBABILITIES,
        /** They add to 1 in each frame. */
        PROBABILITIES
    }

    public SavedModelFacts {
        files = List.copyOf(files);
    }

    static SavedModelFacts of(JsonTree tree) {
        tree.only("folder", "signature", "input", "output", "answers", "subtractMean", "files");
        String answers = tree.has("answers") ? tree.string("answers") : "log-probabilities";
        Answers known = ANSWERS.get(answers);
        if (known == null) {
            throw new ModelException(
                    tree.where() + ".answers: is " + answers + ", known are log-probabilities and probabilities");
        }
        return new SavedModelFacts(
                tree.string("folder"),
                tree.string("signature"),
                tree.string("input"),
                tree.string("output"),
                known,
                tree.has("subtractMean") && tree.truth("subtractMean"),
                tree.trees("files").stream().map(FileFacts::of).toList());
    }

    /** What it weighs, as of a weight file: its checksum is that of the list of files and their checksums. */
    WeightFacts weights() {
        String list = files.stream()
                .map(file -> file.sha256() + "  " + file.file() + "\n")
                .sorted()
                .collect(Collectors.joining());
        return new WeightFacts(
                folder,
                files.stream().mapToLong(FileFacts::bytes).sum(),
                WeightFile.sha256(list.getBytes(StandardCharsets.UTF_8)),
                "saved-model",
                0,
                Map.of());
    }
}
