package dev.rostrum.drivers.audio;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A device that sound can be captured from, as Java Sound lists it.
 *
 * @param name such as {@code roommics [plughw:1,0]}: ALSA's card id, then the present place, which changes
 * @param description the maker's words
 */
public record SoundCard(String name, String description) {
    private static final Pattern PLACE = Pattern.compile("^(.*) \\[(?:default|(?:plug)?hw:(\\d+),(\\d+))]$");

    /** ALSA's card id, the part of the name that stays the same; the whole name where there is no place behind it. */
    public String cardId() {
        Matcher place = PLACE.matcher(name);
        return place.matches() ? place.group(1) : name;
    }

    /** The card's present number. */
    public OptionalInt index() {
        Matcher place = PLACE.matcher(name);
        return number(place, 2);
    }

    /** The device on the card. */
    OptionalInt device() {
        Matcher place = PLACE.matcher(name);
        return number(place, 3);
    }

    private static OptionalInt number(Matcher place, int group) {
        return place.matches() && place.group(group) != null
                ? OptionalInt.of(Integer.parseInt(place.group(group)))
                : OptionalInt.empty();
    }

    boolean matches(Pattern pattern) {
        boolean named =
                pattern.matcher(cardId()).find() || pattern.matcher(description).find();
        return named || (index().isEmpty() && pattern.matcher(name).find());
    }
}
