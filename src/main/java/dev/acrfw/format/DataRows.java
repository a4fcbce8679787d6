package dev.acrfw.format;

import dev.acrfw.render.aerleon.AerleonRenderer;
import dev.acrfw.render.data.EdlRenderer;

/** The formats that other programs and firewalls read. */
final class DataRows {
  private static final String DROPS_NOTHING = "the output says what to allow and drops nothing";
  private static final String USE_A_FIREWALL = "use the format of a firewall";

  static final Row JSON =
      new Row("the plan that every format is made from", "json", "")
          .cannotEnforce(DROPS_NOTHING, USE_A_FIREWALL)
          .cannotRemove("a plan makes nothing that could be removed", "");

  static final Row LIST =
      new Row("one CIDR a line", "txt", "#")
          .cannotEnforce(DROPS_NOTHING, USE_A_FIREWALL)
          .limits("one direction and one set of ports")
          .cannotRemove(
              "a list makes nothing by itself", "take it out of the rule that refers to it");

  static final Row EDL =
      new Row("folder of plain lists for firewalls that fetch them, and an index", "txt", "")
          .folder(EdlRenderer.INDEX)
          .readsEarlier()
          .cannotEnforce(DROPS_NOTHING, "let the firewall that fetches them deny the rest")
          .limits(EdlRenderer.LIMITS)
          .cannotRemove(
              "lists make nothing by themselves",
              "take them out of the rules that refer to them, and delete the folder");

  static final Row AERLEON =
      new Row("folder with definitions and an include for aerleon's policies", "yaml", "#")
          .folder(AerleonRenderer.DEFINITIONS)
          .cannotEnforce(DROPS_NOTHING, "let the policy that includes it deny the rest")
          .limits(AerleonRenderer.LIMITS)
          .cannotRemove(
              "an include makes nothing by itself",
              "take it out of the policy, and delete the two files");

  private DataRows() {}
}
