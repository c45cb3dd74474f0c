package dev.rostrum.service.mqtt;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.rostrum.service.testing.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The contract's JSON Schemas, made strict: a field that no schema names is an error here, though consumers ignore it. */
public final class Schemas {
    public static final Path DOCS = SourceTree.ROOT.resolve("docs");

    private static final String BASE = "https://rostrum.invalid/schema/";

    private final SchemaRegistry registry;

    Schemas() {
        try (Stream<Path> files = Files.list(DOCS.resolve("mqtt/schema"))) {
            Map<String, String> texts = files.collect(Collectors.toMap(f -> BASE + f.getFileName(), Schemas::strict));
            registry = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(texts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the schema {@code <name>.json} has against a document; empty when it is valid. */
    List<String> complaints(String name, String json) {
        Schema schema = registry.getSchema(SchemaLocation.of(BASE + name + ".json"));
        return complaints(schema, json);
    }

    public static List<String> complaints(Schema schema, String json) {
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    private static String strict(Path file) {
        try {
            return Files.readString(file)
                    .replace("\"unevaluatedProperties\": true", "\"unevaluatedProperties\": false");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
