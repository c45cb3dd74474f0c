package dev.rostrum.service.config;

import dev.rostrum.service.config.ConfigNode.Section;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads the configuration: one file, and over it the fragments {@code conf.d/*.yaml} beside it in the order of their
 * names. Says everything that is wrong in all of them at once.
 */
public final class ConfigLoader {
    /** The folder of fragments, beside the main file. */
    public static final String FRAGMENTS = "conf.d";

    private ConfigLoader() {}

    /**
     * The configuration in {@code file} and its fragments.
     *
     * @throws ConfigException with every problem, if there is one
     */
    public static DaemonConfig load(Path file) {
        return load(file, Map.of());
    }

    /**
     * Whether the configuration would still be right with another fragment.
     *
     * @param file which need not be there
     * @param name of the fragment; one of that name that is there already counts no more
     * @throws ConfigException with every problem, if there is one
     */
    static void check(Path file, String name, Section fragment) {
        load(file, Map.of(file.resolveSibling(FRAGMENTS).resolve(name), fragment));
    }

    private static DaemonConfig load(Path file, Map<Path, Section> laid) {
        Problems problems = new Problems();
        List<Section> sections = new ArrayList<>();
        if (laid.isEmpty() || Files.exists(file)) {
            read(file, problems).ifPresent(sections::add);
        }
        NavigableSet<Path> fragments = fragments(file, problems);
        fragments.addAll(laid.keySet());
        for (Path fragment : fragments) {
            Section known = laid.get(fragment);
            (known != null ? Optional.of(known) : read(fragment, problems)).ifPresent(sections::add);
        }
        DaemonConfig config = bind(sections, problems);
        problems.throwIfAny();
        return config;
    }

    /**
     * The configuration in {@code text}.
     *
     * @param name of the file, for messages
     * @throws ConfigException with every problem, if there is one
     */
    public static DaemonConfig parse(String name, String text) {
        Problems problems = new Problems();
        List<Section> sections =
                new YamlReader(name, problems).read(text).stream().toList();
        DaemonConfig config = bind(sections, problems);
        problems.throwIfAny();
        return config;
    }

    /** The files that {@link #load} reads, in the order in which they are laid over each other. */
    public static List<Path> files(Path file) {
        List<Path> files = new ArrayList<>(List.of(file));
        files.addAll(fragments(file, new Problems()));
        return files;
    }

    /** The keys of {@link DaemonConfig}. */
    static Keys keys() {
        return new Keys(Map.of());
    }

    private static DaemonConfig bind(List<Section> sections, Problems problems) {
        return sections.stream()
                .reduce(Section::with)
                .map(section -> new RecordBinder(keys(), problems).bind(DaemonConfig.defaults(), section))
                .orElse(DaemonConfig.defaults());
    }

    /** In the order in which they are laid; the caller's. */
    private static NavigableSet<Path> fragments(Path file, Problems problems) {
        NavigableSet<Path> fragments = new TreeSet<>();
        Path folder = file.resolveSibling(FRAGMENTS);
        if (!Files.isDirectory(folder)) {
            return fragments;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(path -> path.toString().endsWith(".yaml")).forEach(fragments::add);
        } catch (IOException e) {
            problems.add(folder.toString(), "cannot be listed: " + reason(e));
        }
        return fragments;
    }

    private static Optional<Section> read(Path file, Problems problems) {
        try {
            return new YamlReader(file.toString(), problems).read(Files.readString(file));
        } catch (IOException e) {
            problems.add(file.toString(), reason(e));
            return Optional.empty();
        }
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException e -> "no such file";
            case AccessDeniedException e -> "permission denied";
            case CharacterCodingException e -> "is not UTF-8 text";
            default -> String.valueOf(failure.getMessage());
        };
    }
}
