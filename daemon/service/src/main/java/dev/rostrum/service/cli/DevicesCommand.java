package dev.rostrum.service.cli;

import dev.rostrum.drivers.audio.SoundCards;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code rostrum devices}: the sound cards, and how each could be opened. */
@Command(
        name = "devices",
        description = "Lists the sound cards that could be listened to, and how. A card in use shows as busy.")
final class DevicesCommand implements Callable<Integer> {
    private final Console console;

    DevicesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        for (SoundCards.Listing listing : new SoundCards().list()) {
            tell(listing);
        }
        return ExitCode.OK.number();
    }

    private void tell(SoundCards.Listing listing) {
        console.out().printf("%s%n", listing.card().name());
        console.out().printf("  description  %s%n", listing.card().description());
        String pattern = listing.card().cardId().replaceAll("[^A-Za-z0-9_-]", "\\\\$0");
        console.out().printf("  card         ^%s$ names it in the configuration%n", pattern);
        if (!listing.refusal().isEmpty()) {
            console.out().printf("  refuses      %s%n", listing.refusal());
        }
        listing.offers().stream()
                .collect(Collectors.groupingBy(SoundCards.Offer::sampleRate, TreeMap::new, Collectors.toList()))
                .forEach(this::tell);
    }

    private void tell(int sampleRate, List<SoundCards.Offer> offers) {
        for (SoundCards.Offer offer : offers) {
            String how = offer.remarks().isEmpty() ? "" : ", converted: " + String.join(" ", offer.remarks());
            console.out().printf("  %6d Hz    %d channels%s%n", sampleRate, offer.channels(), how);
        }
    }
}
