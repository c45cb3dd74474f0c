package dev.rostrum.service.unit;

import dev.rostrum.model.bundle.NetworkFacts;
import dev.rostrum.model.tensorflow.ModelReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What runs here, by name: the build, Java, TensorFlow, and the networks with the start of their weights' checksum. */
public final class Versions {
    private static final int CHECKSUM_DIGITS = 12;

    private Versions() {}

    /** All of them. */
    public static Map<String, String> of(ModelReport models) {
        Map<String, String> versions = new TreeMap<>();
        versions.put("rostrum", build());
        versions.put("java", Runtime.version().toString());
        versions.put("tensorflow", models.tensorFlowVersion());
        versions.putAll(networks(models));
        return versions;
    }

    /** The networks alone: role to name and the start of the weights' checksum. */
    public static Map<String, String> networks(ModelReport models) {
        Map<String, String> versions = new TreeMap<>();
        for (NetworkFacts network : models.networks()) {
            String checksum = network.weights().sha256();
            versions.put(
                    network.role(),
                    network.name() + " " + checksum.substring(0, Math.min(CHECKSUM_DIGITS, checksum.length())));
        }
        return versions;
    }

    /** Version of this build, such as {@code 0.1.0}. */
    public static String build() {
        Properties properties = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("version.properties is missing from the build");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }
}
