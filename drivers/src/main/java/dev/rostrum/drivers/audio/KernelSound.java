package dev.rostrum.drivers.audio;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.DeviceException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel says of sound cards in {@code /proc/asound}, to check what Java Sound says: its list of cards goes
 * stale when one card replaces another, and ALSA's plug layer converts formats silently. Where the kernel says
 * nothing, as without a sound driver, there is nothing to check.
 */
final class KernelSound {
    private static final Pattern CARD = Pattern.compile("(?m)^ *(\\d+) \\[(\\S+) *]:");
    private static final Pattern OWNER = Pattern.compile("(?m)^owner_pid *: (\\d+)");
    private static final Pattern PARAMETER = Pattern.compile("(?m)^(\\w+): (\\w+)");

    private final Path root;

    /** @param root {@code /proc/asound} */
    KernelSound(Path root) {
        this.root = root;
    }

    /** Present card numbers and ids. */
    Map<Integer, String> cards() {
        Map<Integer, String> cards = new TreeMap<>();
        Matcher matcher = CARD.matcher(text(root.resolve("cards")).orElse(""));
        while (matcher.find()) {
            cards.put(Integer.parseInt(matcher.group(1)), matcher.group(2));
        }
        return cards;
    }

    /** Throws where the kernel has another card, or none, at the place at which Java Sound lists this one. */
    void requireFresh(SoundCard card) {
        Map<Integer, String> present = cards();
        if (present.isEmpty() || card.index().isEmpty()) {
            return;
        }
        String id = present.get(card.index().getAsInt());
        if (!card.cardId().equals(id)) {
            throw new DeviceException("sound card " + card.name() + " is listed but "
                    + (id == null ? "gone" : "card " + id + " is in its place")
                    + "; it is tried again, and a restart makes Java Sound look again");
        }
    }

    /** One sentence per property that ALSA converts, for an open card; throws where the card has too few channels. */
    List<String> conversions(SoundCard card, SoundCardSettings settings) {
        Map<String, String> hardware = hardware(card);
        List<String> remarks = new ArrayList<>();
        String channels = hardware.getOrDefault("channels", Integer.toString(settings.channels()));
        if (Integer.parseInt(channels) < settings.channels()) {
            throw new DeviceException(
                    Fault.TOO_FEW_CHANNELS,
                    "sound card " + card.name() + " has " + channels + " channels, " + settings.channels()
                            + " are asked; set channels to " + channels);
        }
        remark(remarks, card, "channels", Integer.toString(settings.channels()), channels);
        remark(remarks, card, "rate", Integer.toString(settings.sampleRate()), hardware.get("rate"));
        remark(remarks, card, "format", settings.encoding().name(), hardware.get("format"));
        return remarks;
    }

    /**
     * Throws where somebody else holds the card.
     *
     * @param refused what the card said when it was asked to open
     */
    void requireFree(SoundCard card, DeviceException refused) {
        if (card.index().isEmpty()) {
            return;
        }
        Path folder = root.resolve(
                "card" + card.index().getAsInt() + "/pcm" + card.device().orElse(0) + "c/sub0");
        Matcher owner = OWNER.matcher(text(folder.resolve("status")).orElse(""));
        if (owner.find()) {
            throw new DeviceException(
                    Fault.CARD_BUSY,
                    "sound card " + card.name() + " is busy: process " + owner.group(1)
                            + " holds it; stop that one (ps " + owner.group(1) + " names it)",
                    refused);
        }
    }

    private static void remark(List<String> remarks, SoundCard card, String what, String asked, @Nullable String has) {
        if (has != null && !has.equals(asked)) {
            remarks.add("sound card " + card.name() + " has " + what + " " + has + ", ALSA converts it to " + asked
                    + "; ask for " + has + " to avoid that");
        }
    }

    private Map<String, String> hardware(SoundCard card) {
        Map<String, String> parameters = new TreeMap<>();
        if (card.index().isPresent() && card.device().isPresent()) {
            String place =
                    "card" + card.index().getAsInt() + "/pcm" + card.device().getAsInt() + "c/sub0/hw_params";
            Matcher matcher = PARAMETER.matcher(text(root.resolve(place)).orElse(""));
            while (matcher.find()) {
                parameters.put(matcher.group(1), matcher.group(2));
            }
        }
        return parameters;
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new DeviceException("cannot read " + file + ": " + e.getMessage() + "; check its permissions", e);
        }
    }
}
