package dev.rostrum.service.config;

import dev.rostrum.diarization.settings.Key;
import dev.rostrum.service.config.Keys.KeyFacts;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes every key with its default, type and effect: as a commented configuration file, and as a page for people. */
public final class ConfigTemplate {
    private static final int WIDTH = 100;

    private final Keys keys;
    private final StringBuilder text = new StringBuilder();

    private ConfigTemplate(Keys keys) {
        this.keys = keys;
    }

    /** A configuration file in which every key is commented out. */
    public static String yaml() {
        ConfigTemplate template = new ConfigTemplate(ConfigLoader.keys());
        template.text.append("""
                # Configuration of Rostrum. Every key stands here with its default; to change one, remove the '#' before it.
                # Values carry units: 500ms, 3.2cm, 16kHz, -30dB. 'rostrum check-config FILE' says what is wrong, with line
                # and column. Files conf.d/*.yaml beside this one are laid over it in the order of their names.
                """);
        template.yamlSection(DaemonConfig.defaults(), "");
        return template.text.toString();
    }

    /**
     * What a configuration says, every key with its value.
     *
     * @param leftOut names of keys whose values may not be told; of an address with a login the login is left out too
     */
    public static String effective(DaemonConfig config, Set<String> leftOut) {
        ConfigTemplate template = new ConfigTemplate(ConfigLoader.keys());
        template.values(config, "", leftOut);
        return template.text.toString();
    }

    /** The same text, of every address with a login in it without the login. */
    public static String withoutLogin(String text) {
        return text.replaceAll("://[^@/\\s]*@", "://(left out)@");
    }

    private void values(Record section, String indent, Set<String> leftOut) {
        for (KeyFacts facts : keys.of(section.getClass())) {
            Object value = RecordBinder.valueOf(section, facts.component());
            text.append(indent);
            if (value instanceof Record inner) {
                text.append(facts.name()).append(":\n");
                values(inner, indent + "  ", leftOut);
            } else if (value.equals(Optional.empty())) {
                text.append('#').append(facts.name()).append(":\n");
            } else {
                String written = withoutLogin(write(value, facts.key()));
                text.append(facts.name())
                        .append(": ")
                        .append(leftOut.contains(facts.name()) ? "(left out)" : written)
                        .append('\n');
            }
        }
    }

    /** The same as a page in Markdown. */
    public static String markdown() {
        ConfigTemplate template = new ConfigTemplate(ConfigLoader.keys());
        template.text.append("""
                # Configuration

                One file, `/etc/rostrum/rostrum.yaml`, and over it `conf.d/*.yaml` beside it, in the order of their names. A
                key that is not set keeps its default; an unknown key is an error. Values carry units: `500ms`, `3.2cm`,
                `16kHz`, `-30dB`, `70%`. `rostrum check-config FILE` says everything that is wrong, with line and column.

                This page is written by `rostrum check-config --write-docs`; a test keeps it equal to the code.
                """);
        template.page(DaemonConfig.defaults(), "");
        return template.text.toString();
    }

    private void yamlSection(Record defaults, String indent) {
        for (KeyFacts facts : keys.of(defaults.getClass())) {
            Object value = RecordBinder.valueOf(defaults, facts.component());
            text.append('\n');
            comment(indent, facts.key().value());
            if (value instanceof Record section) {
                text.append(indent).append(facts.name()).append(":\n");
                yamlSection(section, indent + "  ");
            } else {
                comment(indent, sentence(facts, value));
                String written = write(value, facts.key());
                text.append(indent)
                        .append('#')
                        .append(facts.name())
                        .append(written.isEmpty() ? ":" : ": " + written)
                        .append('\n');
            }
        }
    }

    private void comment(String indent, String words) {
        StringBuilder line = new StringBuilder(indent).append('#');
        for (String word : words.split(" ", -1)) {
            if (line.length() + word.length() + 1 > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder(indent).append('#');
            }
            line.append(' ').append(word);
        }
        text.append(line).append('\n');
    }

    private void page(Record defaults, String path) {
        List<KeyFacts> plain = new ArrayList<>();
        List<KeyFacts> sections = new ArrayList<>();
        keys.of(defaults.getClass()).forEach(facts -> (facts.isSection() ? sections : plain).add(facts));
        if (!plain.isEmpty()) {
            text.append("\n| key | default | value | effect |\n|---|---|---|---|\n");
        }
        for (KeyFacts facts : plain) {
            Object value = RecordBinder.valueOf(defaults, facts.component());
            String written = write(value, facts.key());
            text.append("| `")
                    .append(facts.name())
                    .append("` | ")
                    .append(written.isEmpty() ? "not set" : "`" + written + "`")
                    .append(" | ")
                    .append(describe(facts.type(), facts.key()))
                    .append(" | ")
                    .append(facts.key().value().replace("|", "\\|"))
                    .append(" |\n");
        }
        for (KeyFacts facts : sections) {
            String name = path.isEmpty() ? facts.name() : path + "." + facts.name();
            text.append("\n## ")
                    .append(name)
                    .append("\n\n")
                    .append(facts.key().value())
                    .append('\n');
            page((Record) RecordBinder.valueOf(defaults, facts.component()), name);
        }
    }

    private String sentence(KeyFacts facts, Object value) {
        String form = describe(facts.type(), facts.key());
        return "(" + form + (value.equals(Optional.empty()) ? "; not set by default)" : ")");
    }

    private String describe(Type type, Key key) {
        if (type instanceof ParameterizedType generic) {
            String inner = describe(generic.getActualTypeArguments()[0], key);
            return generic.getRawType() == Optional.class ? inner : "list: each " + inner;
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return keys.of(plain).stream()
                    .map(facts -> facts.name() + " (" + describe(facts.type(), facts.key()) + ")")
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return Values.describe(plain, key);
    }

    private String write(Object value, Key key) {
        return switch (value) {
            case Optional<?> optional ->
                optional.map(inner -> write(inner, key)).orElse("");
            case List<?> list ->
                list.stream().map(item -> write(item, key)).collect(Collectors.joining(", ", "[", "]"));
            case Record record ->
                keys.of(record.getClass()).stream()
                        .map(facts -> facts.name() + ": "
                                + write(RecordBinder.valueOf(record, facts.component()), facts.key()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case String word -> quoted(word);
            default -> Values.write(value, key);
        };
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./][A-Za-z0-9_./:-]*") ? word : "'" + word.replace("'", "''") + "'";
    }
}
