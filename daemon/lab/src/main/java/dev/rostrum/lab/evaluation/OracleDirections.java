package dev.rostrum.lab.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rostrum.lab.json.ForeignJson;
import dev.rostrum.service.annotation.Annotation;
import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.RecordingName;
import dev.rostrum.service.annotation.Rttm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A recording of which it is known where the speakers sit: from a {@code NAME.json} beside it that names {@code speakers}
 * with {@code speaker} and {@code azimuth_deg}, together with the RTTM; or from its own name, such as
 * {@code a180e20_a225e35_150cm}, which says the azimuth and elevation of each speaker.
 *
 * @param name the recording's
 * @param sound the file
 * @param azimuths in degrees counter-clockwise from +x, by speaker
 * @param who speaks when; empty where all speak throughout
 */
public record OracleDirections(String name, Path sound, SortedMap<String, Double> azimuths, Optional<Annotation> who) {
    private static final Pattern IN_NAME = Pattern.compile("a(\\d+)e\\d+");

    /**
     * All such recordings in a folder, by name.
     *
     * @throws AnnotationException none there, or a bad file beside one
     */
    public static List<OracleDirections> in(Path folder) {
        List<OracleDirections> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path sound : files.filter(RecordingName::isSound).sorted().toList()) {
                read(sound).ifPresent(all::add);
            }
        } catch (IOException e) {
            throw new AnnotationException(folder, "there is no such folder, or it cannot be read");
        }
        if (all.isEmpty()) {
            throw new AnnotationException(
                    folder, "holds no recording with a NAME.json and NAME.rttm, or with azimuths in its name");
        }
        return all;
    }

    /** What is known of one recording; empty where that is nothing. */
    public static Optional<OracleDirections> read(Path sound) {
        String name = RecordingName.of(sound);
        Path json = sound.resolveSibling(name + ".json");
        Path rttm = sound.resolveSibling(name + ".rttm");
        SortedMap<String, Double> azimuths = new TreeMap<>();
        if (Files.exists(json) && Files.exists(rttm)) {
            Annotation who = Rttm.readOne(rttm, name);
            azimuthsIn(json).forEach((speaker, azimuth) -> {
                if (who.speakers().contains(speaker)) {
                    azimuths.put(speaker, azimuth);
                }
            });
            return azimuths.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new OracleDirections(name, sound, azimuths, Optional.of(who)));
        }
        Matcher in = IN_NAME.matcher(name);
        while (in.find()) {
            azimuths.put("speaker" + (azimuths.size() + 1), Double.valueOf(in.group(1)));
        }
        return azimuths.isEmpty()
                ? Optional.empty()
                : Optional.of(new OracleDirections(name, sound, azimuths, Optional.empty()));
    }

    private static Map<String, Double> azimuthsIn(Path json) {
        try {
            Map<String, Double> azimuths = new TreeMap<>();
            for (JsonNode seat : ForeignJson.tree(Files.readString(json)).findParents("azimuth_deg")) {
                azimuths.put(
                        seat.path("speaker").asText(), seat.path("azimuth_deg").doubleValue());
            }
            return azimuths;
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("cannot read " + json + ": " + e.getMessage(), e));
        }
    }

    /** The same in a room turned counter-clockwise. */
    OracleDirections turned(double degrees) {
        SortedMap<String, Double> moved = new TreeMap<>();
        azimuths.forEach((speaker, azimuth) -> moved.put(speaker, azimuth + degrees));
        return new OracleDirections(name, sound, moved, who);
    }

    /** Whether {@code speaker} and nobody else speaks at {@code ns}. */
    boolean alone(String speaker, long ns) {
        return who.map(truth -> {
                    boolean speaks = false;
                    for (Annotation.Segment segment : truth.segments()) {
                        if (segment.span().from() <= ns && ns < segment.span().to()) {
                            if (!segment.speaker().equals(speaker)) {
                                return false;
                            }
                            speaks = true;
                        }
                    }
                    return speaks;
                })
                .orElse(true);
    }
}
