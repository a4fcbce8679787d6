package dev.acrfw.servicetags;

import java.util.List;

/**
 * One service tag of the file, without its prefixes.
 *
 * @param name the name, for example {@code Storage.WestEurope}
 * @param changeNumber the tag's own change number; 0 when the file gives none
 * @param region the file's internal region, for example {@code germanywc}; empty for a global tag.
 *     It is not the ARM region
 * @param networkFeatures where the tag can be used, for example {@code NSG}; empty when the file
 *     gives none
 * @param prefixesOffset where the array of prefixes starts in the JSON, in bytes
 */
public record ServiceTag(
    TagName name,
    int changeNumber,
    String region,
    List<String> networkFeatures,
    int prefixesOffset) {

  /** Returns whether a network security group rule can name this tag. */
  public boolean usableInNsg() {
    return networkFeatures.contains("NSG");
  }

  /** Returns whether a rule of Azure Firewall can name this tag. */
  public boolean usableInAzureFirewall() {
    return networkFeatures.contains("FW");
  }
}
