package dev.acrfw.format;

import dev.acrfw.render.netfilter.IpsetRenderer;
import dev.acrfw.render.netfilter.NetfilterOptions;

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

  private LinuxRows() {}
}
