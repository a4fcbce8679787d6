package dev.acrfw.format;

import dev.acrfw.render.appliance.CiscoAsaRenderer;
import dev.acrfw.render.appliance.FortigateRenderer;
import java.util.List;

/** The formats for firewalls and routers of vendors, and pf. */
final class ApplianceRows {
  private static final String DENIES = "what is not allowed is for its own last rule to deny";
  private static final String LAST = "let the last rule deny";

  static final Row CISCO_ASA =
      new Row("commands for Cisco ASA: object groups and entries of an access list", "cfg", "!")
          .options(List.of(CiscoAsaRenderer.ACL))
          .readsEarlier()
          .cannotEnforce(DENIES, LAST)
          .cannotRemove(
              "the names of groups follow from a selection",
              "run the commands at the end of the output that was applied");

  static final Row FORTIGATE =
      new Row("script for FortiOS: addresses, groups, services, policies", "conf", "#")
          .options(List.of(FortigateRenderer.POLICY))
          .readsEarlier()
          .cannotEnforce(DENIES, LAST)
          .cannotRemove(
              "the names of groups follow from a selection",
              "delete the policies, then the groups, services and addresses of the name");

  static final Row MIKROTIK =
      new Row("script for RouterOS: address lists and rules that forward", "rsc", "#")
          .cannotEnforce(DENIES, LAST);

  static final Row JUNOS =
      new Row("configuration group for Junos: prefix lists and firewall filters", "conf", "#")
          .cannotEnforce(DENIES, LAST)
          .cannotRemove(
              "two commands do it", "delete groups NAME; delete apply-groups NAME; commit");

  static final Row PF =
      new Row("anchor for pf: tables and rules that pass them", "conf", "#")
          .cannotEnforce(DENIES, "let pf.conf begin with: block all")
          .cannotRemove("one command does it", "pfctl -a NAME -F all");

  private ApplianceRows() {}
}
