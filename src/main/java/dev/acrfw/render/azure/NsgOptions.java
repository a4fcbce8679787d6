package dev.acrfw.render.azure;

import dev.acrfw.option.Choice;
import dev.acrfw.option.Option;
import dev.acrfw.option.OptionValues;
import dev.acrfw.render.Installation;
import java.util.List;

/** The options of the formats for a network security group. */
public final class NsgOptions {
  /** "Azure subscription and service limits", networking. */
  static final int MAX_PRIORITY = 4096;

  static final int MIN_PRIORITY = 100;

  /** "Naming rules and restrictions for Azure resources", Microsoft.Network. */
  static final String AZURE_NAME = "[A-Za-z0-9]([A-Za-z0-9._-]{0,78}[A-Za-z0-9_])?";

  /** The group's name. */
  public static final Option<String> NAME =
      Option.shaped(
          "--nsg-name",
          "NSG",
          "Default value of the template's parameter for the security group.",
          AZURE_NAME,
          "a name that Azure takes",
          "");

  /** The priority of the first rule. */
  public static final Option<Integer> PRIORITY =
      Option.number(
          "--nsg-priority",
          "N",
          "Priority of the first rule, " + MIN_PRIORITY + " to " + MAX_PRIORITY + ".",
          MIN_PRIORITY,
          MAX_PRIORITY,
          200);

  /** What a rule names. */
  public enum Addresses {
    /** The service tag; Azure keeps its addresses current. */
    TAGS,
    /** The tag's prefixes in the file. */
    PREFIXES
  }

  /** Whether rules name tags or prefixes. */
  public static final Option<Addresses> ADDRESSES =
      Option.value(
          "--nsg-addresses",
          "KIND",
          "What rules name: {}.",
          Choice.of(Addresses.class),
          Addresses.TAGS);

  /** All of them. */
  public static final List<Option<?>> ALL =
      List.of(Installation.ENFORCE, NAME, PRIORITY, ADDRESSES);

  private NsgOptions() {}

  /** Returns whether rules name tags in place of addresses. */
  public static boolean nameTags(OptionValues options) {
    return options.get(ADDRESSES) == Addresses.TAGS;
  }
}
