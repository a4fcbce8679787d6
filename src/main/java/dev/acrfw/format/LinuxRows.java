package dev.acrfw.format;

import dev.acrfw.render.netfilter.FirewalldRenderer;
import dev.acrfw.render.netfilter.IpsetRenderer;
import dev.acrfw.render.netfilter.NetfilterOptions;
import java.util.List;

/** The formats for hosts that run Linux. */
final class LinuxRows {
  static final Row IPTABLES =
      new Row("sh script for iptables and ip6tables", "sh", "#")
          .options(NetfilterOptions.COMMON, NetfilterOptions.PUBLISHED, NetfilterOptions.FROM);

  static final Row IPSET =
      new Row("sh script for ipset, iptables and ip6tables: for long lists", "sh", "#")
          .options(NetfilterOptions.COMMON, NetfilterOptions.FROM)
          .limits(IpsetRenderer.LIMITS);

  static final Row NFTABLES =
      new Row("file for nft -f: sets and chains in your own table", "nft", "#")
          .options(NetfilterOptions.COMMON, NetfilterOptions.PUBLISHED, NetfilterOptions.TABLE)
          .removalOptions(NetfilterOptions.HOOK, NetfilterOptions.TABLE);

  static final Row FIREWALLD =
      new Row("sh script that gives firewalld ipsets and policies", "sh", "#")
          .options(List.of(NetfilterOptions.HOOK))
          .limits(FirewalldRenderer.LIMITS)
          .cannotEnforce(
              "what firewalld denies is for its zones and policies to say",
              "make a policy whose target is DROP (docs/formats/firewalld.md)");

  static final Row UFW =
      new Row("sh script that keeps a block in ufw's before.rules", "sh", "#")
          .options(List.of(NetfilterOptions.HOOK))
          .cannotEnforce(
              "what ufw denies is for its default policies to say",
              "use: ufw default deny outgoing, or ufw default deny incoming");

  private LinuxRows() {}
}
