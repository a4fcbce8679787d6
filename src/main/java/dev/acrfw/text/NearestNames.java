package dev.acrfw.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the names that a misspelt one was probably meant to be. A far-off one is worse than none:
 * who asks for Austria East does not want Australia East.
 */
public final class NearestNames {
  private static final int MOST = 4;

  /** How many letters of a name may be wrong: one of so many, and one of a short name. */
  private static final int LETTERS_AN_EDIT = 6;

  /** What is longer was not meant to be a name. */
  private static final int LONGEST = 200;

  /** Parts of regions' names that tell nothing. */
  private static final Set<String> DIRECTIONS = Set.of("north", "south", "east", "west", "central");

  private record Candidate(String name, int distance) {}

  private NearestNames() {}

  /** Returns up to four names, nearest first; names that contain the wanted one count as near. */
  public static List<String> of(String wanted, Collection<String> names) {
    return nearest(wanted, names, false);
  }

  /** The same for names of regions; where none is near, those that share a word are. */
  public static List<String> ofRegions(String wanted, Collection<String> names) {
    List<String> nearest = nearest(wanted, names, false);
    return nearest.isEmpty() ? nearest(wanted, names, true) : nearest;
  }

  /** Returns the question whether one of the nearest names was meant; empty where none is near. */
  public static String question(String wanted, Collection<String> names) {
    List<String> near = of(wanted, names);
    return near.isEmpty() ? "" : "did you mean " + String.join(", ", near) + "?";
  }

  private static List<String> nearest(String wanted, Collection<String> names, boolean words) {
    if (wanted.length() > LONGEST) {
      return List.of();
    }
    String lower = wanted.toLowerCase(Locale.ROOT);
    int most = Math.max(1, lower.length() / LETTERS_AN_EDIT);
    List<Candidate> candidates = new ArrayList<>();
    for (String name : names) {
      String candidate = name.toLowerCase(Locale.ROOT);
      int distance =
          !lower.isEmpty() && candidate.contains(lower) ? 1 : editDistance(lower, candidate);
      if (words ? sharesAWord(lower, name) : distance <= most) {
        candidates.add(new Candidate(name, distance));
      }
    }
    candidates.sort(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name));
    return candidates.stream().limit(MOST).map(Candidate::name).toList();
  }

  private static boolean sharesAWord(String lower, String name) {
    for (String part : name.split("(?=[A-Z])")) {
      String word = part.toLowerCase(Locale.ROOT);
      if (word.length() > 3 && !DIRECTIONS.contains(word) && lower.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** The Damerau-Levenshtein distance: two letters that changed places are one edit. */
  private static int editDistance(String a, String b) {
    int[][] distance = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      distance[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      distance[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = distance[i - 1][j - 1] + (same ? 0 : 1);
        best = Math.min(best, Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        distance[i][j] = swapped ? Math.min(best, distance[i - 2][j - 2] + 1) : best;
      }
    }
    return distance[a.length()][b.length()];
  }
}
