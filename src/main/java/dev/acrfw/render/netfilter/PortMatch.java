package dev.acrfw.render.netfilter;

import dev.acrfw.access.Direction;
import dev.acrfw.rules.Plan.Opening;

/**
 * How a rule tells the port of a connection: as the packet has it, or, for inbound openings, as the
 * client named it before a translation, which connection tracking remembers
 * (iptables-extensions(8), conntrack; nft(8), CT EXPRESSIONS).
 */
enum PortMatch {
  OF_THE_PACKET,
  OF_THE_CLIENT;

  /** Returns how an opening's port is told. */
  static PortMatch of(Opening opening, boolean published) {
    return published && opening.direction() == Direction.INBOUND ? OF_THE_CLIENT : OF_THE_PACKET;
  }

  /** Returns the match of iptables that stands after the protocol. */
  String iptables(Opening opening) {
    String ports = opening.ports().joined(",");
    return this == OF_THE_CLIENT
        ? " -m conntrack --ctdir ORIGINAL --ctorigdstport " + ports
        : " -m multiport --dports " + ports;
  }

  /**
   * Returns the match of nftables, with its protocol.
   *
   * @param ports a port, or several as an anonymous set
   */
  String nftables(String protocol, String ports) {
    return this == OF_THE_CLIENT
        ? " meta l4proto " + protocol + " ct direction original ct original proto-dst " + ports
        : " " + protocol + " dport " + ports;
  }
}
