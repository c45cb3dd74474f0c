package dev.rostrum.service.doctor;

import dev.rostrum.service.config.ConfigLoader;
import dev.rostrum.service.config.ConfigTemplate;
import dev.rostrum.service.config.DaemonConfig;
import dev.rostrum.service.storage.PlainText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What the maintainers need to help, as one zip: findings, configuration, system facts, log. Made of a short list of
 * things that are put in, never of folders that are copied: of files in the state folder only sizes are told. Names of
 * enrolled people are struck out wherever they stand, logins and secrets are left out.
 */
public final class SupportArchive {
    /** Keys whose values name people or places, or let somebody in. */
    private static final Set<String> LEFT_OUT = Set.of("user", "room", "credential");

    /** Such a key and the rest of its line, in a file that need not be right. */
    private static final Pattern LEFT_OUT_LINE =
            Pattern.compile("\\b(" + String.join("|", LEFT_OUT) + ")(['\"]?\\s*:).*");

    private static final List<List<String>> COMMANDS = List.of(
            List.of("uname", "-a"),
            List.of("cat", "/etc/os-release"),
            List.of("cat", "/proc/asound/cards"),
            List.of("df", "-h"),
            List.of("free", "-m"),
            List.of("systemctl", "status", ServiceFacts.UNIT, "--no-pager"),
            List.of("journalctl", "-u", ServiceFacts.UNIT, "-n", "2000", "--no-pager", "-o", "short-iso"));

    private final Commands commands;
    private final Optional<List<String>> names;

    /**
     * @param commands of the system
     * @param names of people that may not be in it; empty where nobody knows them: then nothing goes in that may hold one
     */
    SupportArchive(Commands commands, Optional<List<String>> names) {
        this.commands = commands;
        this.names = names.map(List::copyOf);
    }

    /**
     * Writes the archive over whatever is there.
     *
     * @param effective what the daemon runs with; empty where the files cannot be used, which then go in themselves
     * @param file of the configuration, beside its fragments
     */
    void write(Path archive, DoctorReport report, Optional<DaemonConfig> effective, Path file) throws IOException {
        Map<String, String> parts = new TreeMap<>();
        parts.put("doctor.txt", report.text());
        parts.put("doctor.json", report.json());
        List<Path> files = ConfigLoader.files(file);
        if (effective.isPresent()) {
            String read = files.stream().map(one -> "# " + one + "\n").collect(Collectors.joining());
            parts.put("rostrum.yaml", read + ConfigTemplate.effective(effective.get(), LEFT_OUT));
        } else {
            for (Path one : files) {
                parts.put("unusable-" + parts.size() + "-" + one.getFileName(), raw(one));
            }
        }
        parts.put(
                "state-folder.txt",
                sizes(effective.orElse(DaemonConfig.defaults()).unit().stateFolder()));
        parts.put("java.txt", "java " + Runtime.version() + " on " + System.getProperty("os.arch") + "\n");
        for (List<String> words : COMMANDS) {
            boolean holdsNames = words.getFirst().equals("journalctl") || words.contains("status");
            parts.put(
                    words.getFirst() + "-" + parts.size() + ".txt",
                    holdsNames && names.isEmpty()
                            ? "left out: the names of enrolled people, which may stand in it, cannot be read\n"
                            : commands.output(words));
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry("rostrum/" + part.getKey()));
                zip.write(withoutNames(part.getValue()).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }

    private String withoutNames(String text) {
        String left = text;
        for (String name : names.orElse(List.of())) {
            left = left.replaceAll("(?iu)" + Pattern.quote(name), "(a name)");
        }
        return left;
    }

    /** Without comments, users and rooms; secrets never stand in it. */
    private static String raw(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            return file + " cannot be read\n";
        }
        String whole = text(Files.readAllBytes(file));
        if (whole.indexOf('\0') >= 0) {
            return file + " is no text\n"; // UTF-16 that was cut or has no mark: nothing would be found in it
        }
        StringBuilder text = new StringBuilder();
        for (String line : whole.split("\\R", -1)) {
            if (!line.strip().startsWith("#")) {
                String told = LEFT_OUT_LINE.matcher(line).replaceAll("$1$2 (left out)");
                text.append(ConfigTemplate.withoutLogin(told)).append('\n');
            }
        }
        return text.toString();
    }

    /** As the person who wrote it saw it; what is in no encoding that is known goes by UTF-8. */
    private static String text(byte[] bytes) {
        try {
            return PlainText.of(bytes);
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static String sizes(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(one -> Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS))
                        .sorted()
                        .toList()) {
                    String name = folder.relativize(file).toString().replaceAll("[^./]{24,}", "...");
                    lines.add(String.format("%10d %s", Files.size(file), name));
                }
            }
        }
        return String.join("\n", lines) + "\n";
    }
}
