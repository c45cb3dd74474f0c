package dev.rostrum.service.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant to write. */
final class NearestName {
    private NearestName() {}

    /** The name with the fewest edits from {@code word}, if a typing mistake could explain them; ties by alphabet. */
    static Optional<String> of(String word, Collection<String> names) {
        int most = Math.max(2, word.length() / 3);
        return names.stream()
                .filter(name -> edits(word, name) <= most)
                .min(Comparator.<String>comparingInt(name -> edits(word, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Letters inserted, removed, replaced, or exchanged with their neighbour (optimal string alignment distance). */
    static int edits(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
