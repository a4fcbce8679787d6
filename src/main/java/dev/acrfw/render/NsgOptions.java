package dev.acrfw.render;

/**
 * Options of the NSG formats.
 *
 * @param nsgName the default of the template's parameter for the network security group
 * @param firstPriority the priority of the first rule, 100 to 4096
 * @param addresses what the rules name
 */
public record NsgOptions(String nsgName, int firstPriority, Addresses addresses) {
  /** What a rule names. */
  public enum Addresses {
    /** The service tag; Azure keeps its addresses current. */
    TAGS,
    /** The tag's prefixes in the file. */
    PREFIXES
  }
}
