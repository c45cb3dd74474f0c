package dev.rostrum.diarization.frontend;

import java.util.Locale;

/** What can be wrong with one microphone, and what to tell the one who installs it. */
public enum ChannelFault {
    DEAD("is silent; check its cable and connector, and whether it is muted"),
    CLIPPING("is too loud and clips; lower its gain or move it away from the speakers"),
    INVERTED("moves against the others; swap the two wires of its cable"),
    WEAK("is much weaker than the others; raise its gain, or look whether something covers it"),
    STRONG("is much louder than the others; lower its gain"),
    NOISY("hisses far more than the others; check its cable and its preamplifier"),
    HUM("hums with the mains; keep its cable away from power lines and check the ground connection");

    private final String remedy;

    ChannelFault(String remedy) {
        this.remedy = remedy;
    }

    /** For the room's state: one lower-case word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One sentence; the channel is called as {@link ChannelHealth#channel()} says. */
    public String sentence(int channel) {
        return "Microphone channel " + channel + " " + remedy + ".";
    }
}
