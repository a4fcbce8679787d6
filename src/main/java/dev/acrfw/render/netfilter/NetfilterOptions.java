package dev.acrfw.render.netfilter;

import dev.acrfw.ip.AddressSpace;
import dev.acrfw.option.Choice;
import dev.acrfw.option.Option;
import dev.acrfw.render.Installation;
import java.util.List;

/** The options of the formats for the Linux packet filter. */
public final class NetfilterOptions {
  /** Where rules are evaluated. */
  public static final Option<List<Hook>> HOOK =
      Option.values(
          "--hook",
          "HOOK",
          "Linux: where rules are evaluated: {}. Default: output for outbound,"
              + " input for inbound, output and forward for iot-edge.",
          Choice.of(Hook.class));

  /** The hosts behind this one to enforce for. */
  public static final Option<AddressSpace> LOCAL =
      Option.networks(
          "--local",
          "CIDR",
          "With --enforce on the hook forward, where it is needed: the hosts behind this one to"
              + " enforce for.");

  /** Peers to which nothing is dropped. */
  public static final Option<AddressSpace> EXCEPT =
      Option.networks(
          "--except",
          "CIDR",
          "With --enforce: peers to which nothing is dropped, for example a proxy.");

  /** Whether inbound ports are those that clients name. */
  public static final Option<Boolean> PUBLISHED =
      Option.flag(
          "--published",
          "Inbound ports are those that clients connect to, also where a container's published port"
              + " or a gateway's translation leads to another one.");

  /** The table of nftables that holds the chains and sets. */
  public static final Option<String> TABLE =
      Option.value(
          "--nftables-table",
          "TABLE",
          "The table that chains and sets go into.",
          new TableName(),
          TableName.DEFAULT);

  /** The chain of iptables that jumps, in place of the hook's own. */
  public static final Option<String> FROM =
      Option.shaped(
          "--iptables-from",
          "CHAIN",
          "The chain that jumps, in place of the hook's own; it must exist. DOCKER-USER, where"
              + " Docker owns FORWARD, is made if it is not.",
          "[A-Za-z0-9_-]{1,28}",
          "the name of a chain",
          "");

  /** What all formats of the family have. */
  public static final List<Option<?>> COMMON = List.of(HOOK, Installation.ENFORCE, LOCAL, EXCEPT);

  private NetfilterOptions() {}
}
