package dev.rostrum.daemon.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What the maintainers need to help, as one zip: findings, configuration, system facts, log. Made of a short list of
 * things that are put in, never of folders that are copied: of files in the state folder only sizes are told. Names of
 * enrolled people are struck out wherever they stand, logins and secrets are left out.
 */
public final class SupportArchive {
    private static final List<List<String>> COMMANDS = List.of(
            List.of("uname", "-a"),
            List.of("cat", "/etc/os-release"),
            List.of("cat", "/proc/asound/cards"),
            List.of("df", "-h"),
            List.of("free", "-m"),
            List.of("systemctl", "status", ServiceFacts.UNIT, "--no-pager"),
            List.of("journalctl", "-u", ServiceFacts.UNIT, "-n", "2000", "--no-pager", "-o", "short-iso"));

    private final Commands commands;
    private final List<String> names;

    /**
     * @param commands of the system
     * @param names of people that may not be in it
     */
    SupportArchive(Commands commands, List<String> names) {
        this.commands = commands;
        this.names = List.copyOf(names);
    }

    /** Writes the archive over whatever is there. */
    void write(Path archive, DoctorReport report, Path config, Path stateFolder) throws IOException {
        Map<String, String> parts = new TreeMap<>();
        parts.put("doctor.txt", report.text());
        parts.put("doctor.json", report.json());
        parts.put("rostrum.yaml", config(config));
        parts.put("state-folder.txt", sizes(stateFolder));
        parts.put("java.txt", "java " + Runtime.version() + " on " + System.getProperty("os.arch") + "\n");
        for (List<String> words : COMMANDS) {
            parts.put(words.getFirst() + "-" + parts.size() + ".txt", commands.output(words));
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
        for (String name : names) {
            left = left.replaceAll("(?iu)" + Pattern.quote(name), "(a name)");
        }
        return left;
    }

    /** Without comments, users and rooms; secrets never stand in it. */
    private static String config(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            return file + " cannot be read\n";
        }
        StringBuilder text = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            if (!line.strip().startsWith("#")) {
                text.append(line.replaceFirst("^(\\s*(?:user|room|credential)\\s*:).*", "$1 (left out)")
                                .replaceFirst("://[^@/\\s]*@", "://(left out)@"))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String sizes(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    String name = folder.relativize(file).toString().replaceAll("[^./]{24,}", "...");
                    lines.add(String.format("%10d %s", Files.size(file), name));
                }
            }
        }
        return String.join("\n", lines) + "\n";
    }
}
