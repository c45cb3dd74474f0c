package dev.rostrum.drivers.audio;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.DeviceException.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What could be captured from. Opens cards for a moment: never while a daemon listens to one of them. */
public final class SoundCards {
    private static final int[] CHANNELS = {1, 2, 4, 6, 8};
    private static final int[] RATES = {CaptureFormat.SPEECH_RATE, 48_000};

    private final SoundSystem system;
    private final KernelSound kernel;

    /**
     * One way to open a card.
     *
     * @param remarks what ALSA would convert, one sentence each; empty where the card itself does it so
     */
    public record Offer(int channels, int sampleRate, List<String> remarks) {}

    /**
     * One card.
     *
     * @param refusal why it opens in no way at all; empty where it does
     */
    public record Listing(SoundCard card, List<Offer> offers, String refusal) {}

    /** The machine's cards. */
    public SoundCards() {
        this(new JavaSoundSystem(), new KernelSound(Path.of("/proc/asound")));
    }

    SoundCards(SoundSystem system, KernelSound kernel) {
        this.system = system;
        this.kernel = kernel;
    }

    /** All cards, each tried with 1 to 8 channels at 16 and 48 kHz. Throws where there is no sound system at all. */
    public List<Listing> list() {
        return requireAny(system.cards()).stream().map(this::listing).toList();
    }

    private Listing listing(SoundCard card) {
        List<Offer> offers = new ArrayList<>();
        String refusal = "";
        for (int rate : RATES) {
            for (int channels : CHANNELS) {
                try {
                    offers.add(offer(card, channels, rate));
                } catch (DeviceException e) {
                    refusal = String.valueOf(e.getMessage());
                }
            }
        }
        return new Listing(card, List.copyOf(offers), offers.isEmpty() ? refusal : "");
    }

    private Offer offer(SoundCard card, int channels, int rate) {
        SoundCardSettings usual = SoundCardSettings.defaults();
        SoundCardSettings asked = new SoundCardSettings(
                usual.card(), channels, rate, usual.encoding(), List.of(), usual.buffer(), usual.quietLimit());
        try (SoundSystem.CaptureLine line = system.start(card, asked)) {
            return new Offer(line.format().channels(), rate, kernel.conversions(card, asked));
        }
    }

    /** The one card that the pattern names; of several, the first, as the system lists them. */
    static SoundCard find(List<SoundCard> cards, Pattern pattern) {
        return requireAny(cards).stream()
                .filter(card -> card.matches(pattern))
                .findFirst()
                .orElseThrow(() -> new DeviceException(
                        Fault.WRONG_CARD,
                        "no sound card matches '" + pattern + "'; there are: "
                                + cards.stream().map(SoundCard::name).collect(Collectors.joining(", "))
                                + "; plug it in, or correct the card's pattern"));
    }

    private static List<SoundCard> requireAny(List<SoundCard> cards) {
        if (cards.isEmpty()) {
            throw new DeviceException(
                    Fault.NO_CARD,
                    "there is no sound card at all; plug one in, start the sound server if one"
                            + " is used, and check that the package libasound2 (libasound2t64) is installed, without which Java"
                            + " finds none");
        }
        return cards;
    }
}
