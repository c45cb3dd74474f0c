package dev.rostrum.lab.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rostrum.lab.Lab;
import dev.rostrum.service.cli.Console;
import dev.rostrum.service.testing.SourceTree;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recordings with truth that lie beside the source tree, not in it; tests that need them are skipped without. */
final class SharedRecordings {
    private static final Path FOLDER = SourceTree.ROOT.resolve("../shared/data");

    private SharedRecordings() {}

    /** Links those recordings of {@code set} whose names match into {@code folder}, truth and all. */
    static void link(String set, String names, Path folder) throws IOException {
        Path from = FOLDER.resolve(set);
        assumeTrue(Files.isDirectory(from), () -> from + " is not beside this source tree");
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(file -> stem(file).matches(names)).toList()) {
                Files.createSymbolicLink(folder.resolve(file.getFileName()), file.toRealPath());
            }
        }
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }

    /** Evaluates {@code folder} from the command line and gives its report. */
    static JsonNode evaluate(Path folder, String... more) throws IOException {
        Path json = folder.resolve("report.json");
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        List<String> words =
                new ArrayList<>(List.of("evaluate", folder.toString(), "--latency", "1", "--json", json.toString()));
        words.addAll(List.of(more));
        int code = Lab.run(new Console(nowhere, System.err, false), words.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException("evaluate ended with " + code);
        }
        return JsonMapper.builder().build().readTree(json.toFile());
    }
}
