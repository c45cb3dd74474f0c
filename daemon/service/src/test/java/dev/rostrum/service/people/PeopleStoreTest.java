package dev.rostrum.service.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rostrum.diarization.enrolment.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleStoreTest {
    private static final Instant WHEN = Instant.parse("2026-11-23T10:00:00Z");

    @TempDir
    Path folder;

    @Test
    void shouldKeepVoiceConsentAndTimeForTheDaemonsUserAlone() throws IOException {
        new PeopleStore(folder, PeopleSettings.defaults()).enrol(person("Jürgen", 0.5f));

        List<Person> people = new PeopleStore(folder, PeopleSettings.defaults()).people();
        assertThat(people).hasSize(1);
        assertThat(people.getFirst().name()).isEqualTo("Jürgen");
        assertThat(people.getFirst().consent()).isEqualTo("to be called by name");
        assertThat(people.getFirst().consentAt()).isEqualTo(WHEN);
        assertThat(people.getFirst().recordings().getFirst().voice()).containsExactly(0.5f, -1.25f);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("people"))))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldKeepSeveralRecordingsOfAPerson() throws IOException {
        PeopleStore store = new PeopleStore(folder, PeopleSettings.defaults());
        store.enrol(person("Ada", 0.5f));
        store.enrol(person("Ada", 0.7f));
        store.enrol(person("Bob", 0.1f));

        assertThat(store.people()).extracting(Person::name).containsExactly("Ada", "Bob");
        assertThat(store.people().getFirst().recordings()).hasSize(2);
    }

    @Test
    void shouldForgetEverythingOfAPerson() throws IOException {
        PeopleStore store = new PeopleStore(folder, PeopleSettings.defaults());
        store.enrol(person("Ada Lovelace", 0.5f));
        store.enrol(person("Bob", 0.1f));

        assertThat(store.forget("Nobody")).isFalse();
        assertThat(store.forget("Ada Lovelace")).isTrue();
        assertThat(store.people()).extracting(Person::name).containsExactly("Bob");
        assertThat(folder.toFile().list()).containsExactly("people");
        assertThat(Files.readString(folder.resolve("people"))).doesNotContain("Lovelace");
    }

    @Test
    void shouldSeeWhatAnotherProcessWrote() throws IOException {
        PeopleStore daemon = new PeopleStore(folder, PeopleSettings.defaults());
        assertThat(daemon.people()).isEmpty();

        new PeopleStore(folder, PeopleSettings.defaults()).enrol(person("Ada", 0.5f));

        assertThat(daemon.people()).hasSize(1);
    }

    @Test
    void shouldBeReadableByTheFoldersOwnerWhoeverEnrols() throws IOException {
        assumeTrue(Files.getOwner(folder).getName().equals("root"), "only root can give files away");
        UserPrincipal daemon =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Files.setOwner(folder, daemon);

        new PeopleStore(folder, PeopleSettings.defaults()).enrol(person("Ada", 0.5f));

        assertThat(Files.getOwner(folder.resolve("people"))).isEqualTo(daemon);
    }

    @Test
    void shouldEncryptWhereThereIsAKey() throws IOException {
        PeopleSettings sealed = new PeopleSettings(true, Optional.of(key("key", 1)));
        new PeopleStore(folder, sealed).enrol(person("Ada Lovelace", 0.5f));

        byte[] stored = Files.readAllBytes(folder.resolve("people"));
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("Ada", "consent", "voice");
        assertThat(new PeopleStore(folder, sealed).people()).hasSize(1);
        assertThatThrownBy(() -> new PeopleStore(folder, PeopleSettings.defaults()).people())
                .hasMessageContaining("encrypted");
        PeopleSettings other = new PeopleSettings(true, Optional.of(key("other", 2)));
        assertThatThrownBy(() -> new PeopleStore(folder, other).people()).hasMessageContaining("another key");
        stored[stored.length - 1] ^= 1;
        Files.write(folder.resolve("people"), stored);
        assertThatThrownBy(() -> new PeopleStore(folder, sealed).people()).hasMessageContaining("damaged");
    }

    @Test
    void shouldEncryptAtOnceWhatLiesThereWhenAKeyIsSet() throws IOException {
        new PeopleStore(folder, PeopleSettings.defaults()).enrol(person("Ada Lovelace", 0.5f));
        PeopleSettings sealed = new PeopleSettings(true, Optional.of(key("key", 1)));

        PeopleStore store = new PeopleStore(folder, sealed);

        assertThat(new String(Files.readAllBytes(folder.resolve("people")), StandardCharsets.ISO_8859_1))
                .startsWith("RPPL")
                .doesNotContain("Lovelace");
        assertThat(store.people()).extracting(Person::name).containsExactly("Ada Lovelace");
    }

    @Test
    void shouldRemoveWhatAnEndedProcessLeftHalfWritten() throws IOException {
        Path left = Files.writeString(folder.resolve("people123.new"), "[{\"name\":\"Ada Lovelace\"");
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(90)));
        Path underWay = Files.writeString(folder.resolve("people124.new"), "[");

        assertThat(new PeopleStore(folder, PeopleSettings.defaults()).people()).isEmpty();

        assertThat(left).doesNotExist();
        assertThat(underWay).exists();
    }

    @ParameterizedTest
    @CsvSource({"Ada\u202e, Ada\ufffd", "\u200b\u2060, \ufffd"})
    void shouldReadAndForgetANameThatIsNoneAnyMore(String weak, String mended) throws IOException {
        PeopleStore store = new PeopleStore(folder, PeopleSettings.defaults());
        store.enrol(person("Ada", 0.5f));
        store.enrol(person("Bob", 0.1f));
        String stored = Files.readString(folder.resolve("people"));
        Files.writeString(folder.resolve("people"), stored.replace("\"Ada\"", "\"" + weak + "\""));

        PeopleStore next = new PeopleStore(folder, PeopleSettings.defaults());
        assertThat(next.people()).extracting(Person::name).containsExactly(mended, "Bob");
        assertThat(next.forget(mended)).isTrue();
    }

    @Test
    void shouldRefuseAShortKeyAndADamagedFile() throws IOException {
        Path tiny = Files.write(folder.resolve("tiny"), new byte[8]);
        assertThatThrownBy(() -> new PeopleStore(folder, new PeopleSettings(true, Optional.of(tiny))))
                .hasMessageContaining("32 are needed");
        Files.writeString(folder.resolve("people"), "[{\"name\":\"\",\"consent\":\"x\"}]");
        assertThatThrownBy(() -> new PeopleStore(folder, PeopleSettings.defaults()).people())
                .isInstanceOf(IOException.class);
    }

    private Path key(String name, int fill) throws IOException {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) fill);
        return Files.write(folder.resolve(name), bytes);
    }

    private static Person person(String name, float first) {
        return new Person(
                name, "to be called by name", WHEN, List.of(new Person.Recording(WHEN, 12, new float[] {first, -1.25f
                })));
    }
}
