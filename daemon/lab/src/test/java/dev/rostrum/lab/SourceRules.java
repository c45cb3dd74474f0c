package dev.rostrum.lab;

import dev.rostrum.service.testing.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What holds for the source files of a tree: each rule answers with the files that break it. */
final class SourceRules {
    private static final int LINES_OF_CODE = 230;
    /** Once for what captures and once for what listens, as neither knows the other; FLAC's table names all rates. */
    private static final List<String> SAY_THE_RATE =
            List.of("CaptureFormat.java", "SoundFormat.java", "FrameHeader.java");

    private final Path root;

    /** @param root the folder that holds the modules */
    SourceRules(Path root) {
        this.root = root;
    }

    List<Path> sources(String folder) {
        return Stream.of("drivers", "model", "daemon/diarization", "daemon/service", "daemon/lab")
                .map(module -> root.resolve(module).resolve(folder))
                .filter(Files::isDirectory)
                .flatMap(path -> SourceTree.files(path, Integer.MAX_VALUE, ".java").stream())
                .toList();
    }

    /** Folders without a word on what they are, or without a word on null. */
    List<Path> unmarkedPackages() {
        return sources("src/main/java").stream()
                .map(Path::getParent)
                .distinct()
                .filter(folder -> {
                    Path file = folder.resolve("package-info.java");
                    String text = Files.exists(file) ? SourceTree.text(file) : "";
                    return !text.startsWith("/**") || !text.contains("@NullMarked");
                })
                .toList();
    }

    List<Path> longFiles() {
        return sources("src/main/java").stream()
                .filter(file -> lines(file) > LINES_OF_CODE)
                .toList();
    }

    List<Path> otherPlacesThatSayTheRate() {
        return holding("src/main/java", "\\b16_000\\b").stream()
                .filter(file -> !SAY_THE_RATE.contains(file.getFileName().toString()))
                .toList();
    }

    List<Path> thingsLeftToDo() {
        return holding("src", "\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    }

    private List<Path> holding(String folder, String pattern) {
        return sources(folder).stream()
                .filter(file -> SourceTree.text(file).matches("(?s).*" + pattern + ".*"))
                .toList();
    }

    /** Lines of code: without imports, comments and blank lines. */
    private static long lines(Path file) {
        return SourceTree.text(file)
                .replaceAll("(?s)/\\*.*?\\*/", "")
                .lines()
                .filter(line -> !line.isBlank()
                        && !line.startsWith("import ")
                        && !line.strip().startsWith("//"))
                .count();
    }
}
