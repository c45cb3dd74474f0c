package dev.rostrum.diarization.frontend.array;

import dev.rostrum.diarization.frontend.Azimuth;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of the room by direction: from one azimuth counter-clockwise to another, across 0 degrees if need be.
 *
 * @param name of up to 64 letters, digits, '-' and '_': consumers go by it
 * @param fromDegrees 0 to below 360
 * @param toDegrees 0 to below 360
 */
public record Zone(String name, double fromDegrees, double toDegrees) {
    private static final Pattern FORM = Pattern.compile(
            "([A-Za-z0-9][A-Za-z0-9_-]{0,63})\\s+(-?\\d+(?:\\.\\d+)?)\\s*\\.\\.\\s*(-?\\d+(?:\\.\\d+)?)");

    public Zone {
        fromDegrees = Azimuth.normal(fromDegrees);
        toDegrees = Azimuth.normal(toDegrees);
        if (fromDegrees == toDegrees) {
            throw new IllegalArgumentException("zone " + name + " is as wide as nothing or everything: " + fromDegrees
                    + " to " + toDegrees + " degrees");
        }
    }

    /** Reads {@code NAME FROM..TO}. */
    static Zone of(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "zone '" + text + "' is none; write a name of letters, digits, '-' and '_' and two azimuths,"
                            + " such as 'door 350..20'");
        }
        return new Zone(matcher.group(1), Double.parseDouble(matcher.group(2)), Double.parseDouble(matcher.group(3)));
    }

    static List<Zone> all(List<String> texts) {
        List<Zone> zones = texts.stream().map(Zone::of).toList();
        Set<String> names = new HashSet<>();
        for (Zone zone : zones) {
            if (!names.add(zone.name())) {
                throw new IllegalArgumentException("two zones are named " + zone.name());
            }
        }
        return zones;
    }

    /** Whether {@code azimuthDegrees} lies in it. */
    public boolean contains(double azimuthDegrees) {
        double inside = Azimuth.normal(azimuthDegrees - fromDegrees);
        return inside < Azimuth.normal(toDegrees - fromDegrees);
    }
}
