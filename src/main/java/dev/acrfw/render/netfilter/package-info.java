/** The Linux packet filter: iptables, ipset, nftables, their hooks, and what is dropped. */
package dev.acrfw.render.netfilter;
