package dev.rostrum.service.config;

import dev.rostrum.service.config.ConfigNode.Empty;
import dev.rostrum.service.config.ConfigNode.Field;
import dev.rostrum.service.config.ConfigNode.Items;
import dev.rostrum.service.config.ConfigNode.Scalar;
import dev.rostrum.service.config.ConfigNode.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML text to {@link ConfigNode}s; the only class that knows the YAML library. Used for one file, by one thread. */
final class YamlReader {
    /** Deeper than any setting, and shallow enough for hostile files. */
    private static final int DEEPEST = 16;

    private static final Set<Tag> STANDARD_TAGS =
            Set.of(Tag.MAP, Tag.SEQ, Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL);

    private final String file;
    private final Problems problems;

    YamlReader(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The file's top section; empty for a file without content. Text that is no YAML becomes a problem and nothing else. */
    Optional<Section> read(String text) {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setLabel(file).setUseMarks(true).build();
            if (isTooDeep(settings, text)) {
                return Optional.empty();
            }
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty() || isNull(root.get())) {
                return Optional.empty();
            }
            if (convert(root.get(), 0) instanceof Section section) {
                return Optional.of(section);
            }
            problems.add(place(root.get().getStartMark()), "a configuration is made of 'key: value' lines");
        } catch (MarkedYamlEngineException e) {
            String context = e.getContext() == null ? "" : " (" + oneLine(e.getContext()) + ")";
            problems.add(place(e.getProblemMark()), "is not valid YAML: " + oneLine(e.getProblem()) + context);
        } catch (YamlEngineException e) {
            problems.add(new Place(file, 1, 1), "is not valid YAML: " + oneLine(String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    /** Looks at the text event by event: composing it takes a stack frame a level. */
    private boolean isTooDeep(LoadSettings settings, String text) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof CollectionStartEvent) {
                depth++;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (depth > DEEPEST) {
                problems.add(place(event.getStartMark()), "is nested too deeply");
                return true;
            }
        }
        return false;
    }

    private ConfigNode convert(Node node, int depth) {
        Place place = place(node.getStartMark());
        if (depth > DEEPEST) {
            problems.add(place, "refers to itself");
            return new Empty(place);
        }
        if (!STANDARD_TAGS.contains(node.getTag())) {
            problems.add(place, "carries the tag " + node.getTag().getValue() + ", and tags mean nothing here");
        }
        return switch (node) {
            case MappingNode mapping -> section(mapping, place, depth);
            case SequenceNode sequence -> items(sequence, place, depth);
            case ScalarNode scalar -> isNull(scalar) ? new Empty(place) : new Scalar(place, scalar.getValue());
            default -> new Empty(place);
        };
    }

    private Section section(MappingNode mapping, Place place, int depth) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Place keyPlace = place(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(keyPlace, "a key is one word");
                continue;
            }
            Field earlier = fields.get(key.getValue());
            if (earlier != null) {
                problems.add(
                        keyPlace,
                        "'" + key.getValue() + "' stands in line "
                                + earlier.keyPlace().line() + " already");
                continue;
            }
            fields.put(key.getValue(), new Field(keyPlace, convert(tuple.getValueNode(), depth + 1)));
        }
        return new Section(place, fields);
    }

    private Items items(SequenceNode sequence, Place place, int depth) {
        List<ConfigNode> nodes = new ArrayList<>();
        for (Node node : sequence.getValue()) {
            nodes.add(convert(node, depth + 1));
        }
        return new Items(place, nodes);
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && (scalar.getValue().isEmpty()
                        || scalar.getValue().equals("null")
                        || scalar.getValue().equals("~"));
    }

    private Place place(Optional<Mark> mark) {
        return mark.map(m -> new Place(file, m.getLine() + 1, m.getColumn() + 1))
                .orElse(new Place(file, 1, 1));
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
