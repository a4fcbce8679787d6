package dev.acrfw.rules;

import dev.acrfw.ip.Family;
import dev.acrfw.servicetags.Cloud;
import dev.acrfw.servicetags.Source;
import dev.acrfw.servicetags.TagName;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an output says of itself: what it was made from, and how many addresses of each tag it
 * allows. Where rules are installed from it, that is what an update must not lose.
 *
 * @param cloud the cloud of the file that it was made from
 * @param kind which of the official sources it was
 * @param changeNumber the file's change number
 * @param held numbers of addresses by tag and family; a family without any is not there
 */
public record Installed(
    Cloud cloud, Source.Kind kind, int changeNumber, Map<TagName, Map<Family, BigInteger>> held) {

  /** Returns whether a tag's rules were made after a file, or from it. */
  boolean supersedes(Source source, TagName tag) {
    return held.containsKey(tag) && kind == source.kind() && changeNumber >= source.changeNumber();
  }

  /** Returns what an output of rules holds. */
  public static Map<TagName, Map<Family, BigInteger>> held(List<Rule> rules) {
    Map<TagName, Map<Family, BigInteger>> held = new LinkedHashMap<>();
    for (Rule rule : rules) {
      Map<Family, BigInteger> counts = new EnumMap<>(Family.class);
      for (Family family : Family.values()) {
        BigInteger count = rule.addresses().of(family).addressCount();
        if (count.signum() > 0) {
          counts.put(family, count);
        }
      }
      held.put(rule.serviceTag().name(), counts);
    }
    return held;
  }
}
