package dev.rostrum.drivers.audio;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a decoder finds out about its file on the way. One thread. */
final class Findings {
    /** More sentences than this help nobody; the rest is counted. */
    private static final int MOST = 20;

    private final String name;
    private final List<String> remarks = new ArrayList<>();
    private final List<String> damage = new ArrayList<>();
    private long places;
    private long lostFrames;

    /** @param name of the file, which begins every sentence */
    Findings(String name) {
        this.name = name;
    }

    /** Nothing is wrong with the sound, but people should know. */
    void remark(String text) {
        if (remarks.size() < MOST) {
            remarks.add(name + ": " + text);
        }
    }

    /**
     * Sound is lost.
     *
     * @param at first frame that is lost
     * @param frames how many; silence takes their place
     */
    void damage(long at, long frames, int sampleRate, String why) {
        places++;
        lostFrames += frames;
        if (damage.size() < MOST) {
            String where = frames == 0
                    ? seconds(at, sampleRate)
                    : seconds(at, sampleRate) + " to " + seconds(at + frames, sampleRate) + ", silence stands there";
            damage.add(name + ": damaged at " + where + ": " + why);
        }
    }

    SourceReport report() {
        List<String> told = new ArrayList<>(damage);
        if (places > damage.size()) {
            told.add(name + ": damaged at " + (places - damage.size()) + " further places");
        }
        return new SourceReport("", places, lostFrames, 0, remarks, told);
    }

    static String seconds(long frames, int sampleRate) {
        return String.format(Locale.ROOT, "%.3f s", frames / (double) sampleRate);
    }
}
