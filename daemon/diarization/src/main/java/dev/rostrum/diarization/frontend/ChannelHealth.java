package dev.rostrum.diarization.frontend;

import java.util.List;
import java.util.Set;

/**
 * One microphone as heard lately.
 *
 * @param channel of the card or file, from 0: as in {@code audio.use}, whichever of them are in use
 * @param levelDb loudness of the last second, dB re full scale
 * @param floorDb loudness of the quietest tenth of a second in the last half minute
 * @param gainDb how much louder than the median of all it hears speech, dB; 0 until enough was said
 * @param clippedShare share of samples at full scale in the last ten seconds or so, 0 to 1
 * @param gated delivers digital silence for now, as a microphone with a noise gate does while nobody speaks; no fault
 * @param faults what is wrong; nothing where it is fine
 */
public record ChannelHealth(
        int channel,
        double levelDb,
        double floorDb,
        double gainDb,
        double clippedShare,
        boolean gated,
        Set<ChannelFault> faults) {
    public ChannelHealth {
        faults = Set.copyOf(faults);
    }

    /** One sentence per fault, for the installer, in the order of the faults' declaration. */
    public List<String> sentences() {
        return faults.stream().sorted().map(fault -> fault.sentence(channel)).toList();
    }
}
