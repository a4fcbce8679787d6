/** Saved rules of the Linux packet filter: iptables-save, ipset save, nft. */
package dev.acrfw.firewall.netfilter;
