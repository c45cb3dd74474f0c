package dev.rostrum.service.config;

import dev.rostrum.service.config.ConfigNode.Field;
import dev.rostrum.service.config.ConfigNode.Scalar;
import dev.rostrum.service.config.ConfigNode.Section;
import dev.rostrum.service.storage.OwnFolder;
import dev.rostrum.service.storage.PlainText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one file that an installer leaves for a unit's first start: lines {@code room: Room 3.14}. Becomes a fragment of the
 * configuration and a password file, after the whole configuration with it was found right; of a file with a mistake
 * nothing is taken. Caller's thread.
 */
public final class FirstBoot {
    private static final String FRAGMENT = "50-first-boot.yaml";
    private static final String CREDENTIALS = "credentials";
    private static final String PASSWORD = "mqtt";
    private static final String GROUP = "rostrum";
    private static final Pattern LINE =
            Pattern.compile("(id|room|broker|user|password): +(\\S(?:.*\\S)?)\\s*", Pattern.UNICODE_CHARACTER_CLASS);
    /** What an editor that knows no UTF writes; every byte is a character in it. */
    private static final Charset WITHOUT_UTF = Charset.forName("windows-1252");

    private static final Logger LOG = LoggerFactory.getLogger(FirstBoot.class);

    private final Path settings;
    private final Path file;
    private final Problems problems = new Problems();

    /** A value and the line it stands in. */
    private record Given(int line, String value) {}

    private FirstBoot(Path settings, Path file) {
        this.settings = settings;
        this.file = file;
    }

    /**
     * Takes the file, and leaves it to the caller to remove it.
     *
     * @param settings the folder of the configuration, {@code /etc/rostrum}
     * @throws ConfigException with every problem, each with file and line; nothing was taken then
     * @throws IOException if the file cannot be read or the folder not written
     */
    public static void take(Path file, Path settings) throws IOException {
        new FirstBoot(settings.toAbsolutePath(), file).take();
    }

    private void take() throws IOException {
        Map<String, Given> given = given();
        problems.throwIfAny();
        Section section = section(given);
        ConfigLoader.check(settings.resolve("rostrum.yaml"), FRAGMENT, section);
        Given password = given.get("password");
        if (password != null) {
            OwnFolder credentials = new OwnFolder(settings.resolve(CREDENTIALS));
            if (!Files.isDirectory(credentials.path())) {
                credentials.make("rwxr-x---");
                giveToGroup(credentials.path());
            }
            credentials.replace(PASSWORD, (password.value() + "\n").getBytes(StandardCharsets.UTF_8), "rw-r-----");
        }
        OwnFolder fragments = new OwnFolder(settings.resolve(ConfigLoader.FRAGMENTS));
        fragments.make("rwxr-xr-x");
        // whoever asks the daemon reads the configuration; no secret stands in it
        fragments.replace(FRAGMENT, yaml(section).getBytes(StandardCharsets.UTF_8), "rw-r--r--");
    }

    private Map<String, Given> given() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text;
        try {
            text = PlainText.of(bytes);
        } catch (CharacterCodingException e) {
            text = new String(bytes, WITHOUT_UTF);
        }
        Map<String, Given> given = new LinkedHashMap<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank() && !lines.get(i).strip().startsWith("#")) {
                read(i + 1, lines.get(i), given);
            }
        }
        if (given.isEmpty() && problems.count() == 0) {
            problems.add(file.toString(), "nothing stands in it");
        }
        return given;
    }

    private void read(int line, String text, Map<String, Given> given) {
        Matcher matcher = LINE.matcher(text);
        if (text.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
            problem(line, "holds characters that are no text; save the file as UTF-8");
        } else if (!matcher.matches()) {
            // not the line itself: it may be a mistyped password
            problem(line, "needs 'id: ', 'room: ', 'broker: ', 'user: ' or 'password: ' and a value");
        } else {
            Given earlier = given.putIfAbsent(matcher.group(1), new Given(line, matcher.group(2)));
            if (earlier != null) {
                problem(line, "'" + matcher.group(1) + "' stands in line " + earlier.line() + " already");
            }
        }
    }

    private void problem(int line, String what) {
        problems.add(place(line), what);
    }

    /** As the loader would read it from the fragment, but with the places of this file. */
    private Section section(Map<String, Given> given) {
        Map<String, Field> login = fields(given, "user");
        Given password = given.get("password");
        if (password != null) {
            login.put("password-file", field(new Given(password.line(), passwordFile())));
        }
        Map<String, Field> unit = fields(given, "id", "room");
        Map<String, Field> mqtt = fields(given, "broker");
        put(mqtt, "login", login);
        Map<String, Field> all = new LinkedHashMap<>();
        put(all, "unit", unit);
        put(all, "mqtt", mqtt);
        return new Section(place(1), all);
    }

    private void put(Map<String, Field> into, String name, Map<String, Field> fields) {
        if (!fields.isEmpty()) {
            Place first = fields.values().iterator().next().keyPlace();
            into.put(name, new Field(first, new Section(first, fields)));
        }
    }

    /** Those of these keys that were given. */
    private Map<String, Field> fields(Map<String, Given> given, String... keys) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (String key : keys) {
            Optional.ofNullable(given.get(key)).ifPresent(value -> fields.put(key, field(value)));
        }
        return fields;
    }

    private Field field(Given given) {
        return new Field(place(given.line()), new Scalar(place(given.line()), given.value()));
    }

    private Place place(int line) {
        return new Place(file.toString(), line, 1);
    }

    private String passwordFile() {
        return settings.resolve(CREDENTIALS).resolve(PASSWORD).toString();
    }

    private String yaml(Section section) {
        StringBuilder text = new StringBuilder("# from " + file + "\n");
        write(text, "", section);
        return text.toString();
    }

    private static void write(StringBuilder text, String indent, Section section) {
        section.fields().forEach((name, field) -> {
            text.append(indent).append(name).append(':');
            if (field.value() instanceof Section inner) {
                write(text.append('\n'), indent + "  ", inner);
            } else if (field.value() instanceof Scalar scalar) {
                text.append(" '").append(scalar.text().replace("'", "''")).append("'\n");
            }
        });
    }

    private static void giveToGroup(Path folder) throws IOException {
        try {
            Files.getFileAttributeView(folder, PosixFileAttributeView.class)
                    .setGroup(folder.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByGroupName(GROUP));
        } catch (UserPrincipalNotFoundException e) {
            LOG.debug("no group {}, so no service that must read {}", GROUP, folder);
        }
    }
}
