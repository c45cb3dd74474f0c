package dev.rostrum.service.doctor;

import dev.rostrum.service.people.PeopleSettings;
import dev.rostrum.service.people.PeopleStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files that the configuration names, and the enrolled voices: there, readable, of use. */
final class FilesCheck implements Check {
    private final SortedMap<String, Path> files;
    private final Path stateFolder;
    private final PeopleSettings people;

    /** @param files by the keys that name them */
    FilesCheck(Map<String, Path> files, Path stateFolder, PeopleSettings people) {
        this.files = new TreeMap<>(files);
        this.stateFolder = stateFolder;
        this.people = people;
    }

    @Override
    public String part() {
        return "files";
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        files.forEach((key, file) -> findings.add(look(key + " " + file, file)));
        if (findings.stream().allMatch(finding -> finding.fault().isEmpty())) {
            findings.add(voices());
        }
        return findings;
    }

    private Finding look(String name, Path file) {
        if (Files.isDirectory(file)) {
            return Finding.failed(part(), "file-unreadable", name + " is a folder", "name the file itself");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() < 0
                    ? Finding.failed(part(), "file-empty", name + " is empty", "put in what belongs there")
                    : Finding.fine(part(), name + " can be read");
        } catch (NoSuchFileException e) {
            return Finding.failed(
                    part(), "file-missing", name + " is not there", "lay it there, or correct the configuration");
        } catch (IOException e) {
            return Finding.failed(
                    part(),
                    "file-unreadable",
                    name + " cannot be read by " + System.getProperty("user.name") + ": "
                            + e.getClass().getSimpleName(),
                    "let the daemon's group read it: chgrp rostrum FILE; chmod g+r FILE");
        }
    }

    private Finding voices() {
        try {
            int known = new PeopleStore(stateFolder, people).people().size();
            return Finding.fine(part(), "enrolled voices: " + known);
        } catch (IOException e) {
            return Finding.failed(
                    part(),
                    "voices-unreadable",
                    String.valueOf(e.getMessage()),
                    "set people.key-file to the key that they were stored with");
        }
    }
}
