package dev.rostrum.service.people;

import dev.rostrum.diarization.enrolment.Person;
import dev.rostrum.service.storage.OwnFolder;
import dev.rostrum.service.time.TimeSource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The enrolled people in one file of mode 0600, encrypted where there is a key. Written whole and moved into place. Any
 * thread; what another process wrote is seen at the next look.
 */
public final class PeopleStore {
    private static final String FILE = "people";
    private static final Duration HALF_WRITTEN_FOR = Duration.ofMinutes(1);

    private final OwnFolder folder;
    private final Path file;
    private final Optional<PeopleCipher> cipher;
    private List<Person> people = List.of();
    private Optional<FileTime> read = Optional.empty();

    /**
     * @param stateFolder in which the file lies
     * @throws IOException if the key cannot be used, or voices from before there was a key cannot be encrypted with it
     */
    public PeopleStore(Path stateFolder, PeopleSettings settings) throws IOException {
        this.folder = new OwnFolder(stateFolder);
        this.file = stateFolder.resolve(FILE);
        this.cipher = settings.keyFile().isPresent()
                ? Optional.of(PeopleCipher.of(settings.keyFile().get()))
                : Optional.empty();
        removeLeftovers();
        sealAtOnce();
    }

    /** What a process left that was ended while it wrote holds voices, perhaps of people forgotten since. */
    private void removeLeftovers() throws IOException {
        if (!Files.isDirectory(folder.path())) {
            return;
        }
        FileTime old = FileTime.from(
                Instant.ofEpochMilli(TimeSource.system().epochMillis()).minus(HALF_WRITTEN_FOR));
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder.path(), FILE + "*.new")) {
            for (Path leftover : leftovers) {
                if (Files.getLastModifiedTime(leftover, LinkOption.NOFOLLOW_LINKS)
                                .compareTo(old)
                        < 0) {
                    Files.deleteIfExists(leftover);
                }
            }
        }
    }

    /** Voices from before there was a key. */
    private void sealAtOnce() throws IOException {
        if (cipher.isEmpty()
                || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                || PeopleCipher.isSealed(folder.read(FILE))) {
            return;
        }
        try {
            write(people());
        } catch (IOException e) {
            throw new IOException(file + " is not encrypted, although people.key-file is set, and cannot be: " + e, e);
        }
    }

    /**
     * Everybody who is enrolled, by name.
     *
     * @throws IOException if the file cannot be read, or was made with another key
     */
    public synchronized List<Person> people() throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            read = Optional.empty();
            people = List.of();
            return people;
        }
        FileTime changed = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        if (!read.equals(Optional.of(changed))) {
            people = List.copyOf(PeopleJson.read(open(folder.read(FILE))));
            read = Optional.of(changed);
        }
        return people;
    }

    /** Adds a person, or another recording of one who is known by that name. */
    public synchronized void enrol(Person person) throws IOException {
        List<Person> all = new ArrayList<>();
        boolean known = false;
        for (Person one : people()) {
            boolean same = one.name().equals(person.name());
            known |= same;
            all.add(same ? one.with(person) : one);
        }
        if (!known) {
            all.add(person);
        }
        write(all);
    }

    /** Removes everything known of a person; false where there is none of that name. */
    public synchronized boolean forget(String name) throws IOException {
        List<Person> left =
                people().stream().filter(person -> !person.name().equals(name)).toList();
        if (left.size() == people.size()) {
            return false;
        }
        write(left);
        return true;
    }

    private void write(List<Person> all) throws IOException {
        List<Person> sorted =
                all.stream().sorted(Comparator.comparing(Person::name)).toList();
        byte[] plain = PeopleJson.write(sorted);
        folder.make("rwxr-x---");
        folder.replace(FILE, cipher.isPresent() ? cipher.get().seal(plain) : plain, "rw-------");
        read = Optional.empty();
        people();
    }

    private byte[] open(byte[] stored) throws IOException {
        boolean sealed = PeopleCipher.isSealed(stored);
        if (cipher.isPresent()) {
            return sealed ? cipher.get().open(stored, file) : stored;
        }
        if (sealed) {
            throw new IOException(file + " is encrypted: set people.key-file to the key that it was made with");
        }
        return stored;
    }
}
