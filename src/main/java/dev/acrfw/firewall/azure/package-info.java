/** Saved rules of Azure: network security groups, a registry's own. */
package dev.acrfw.firewall.azure;
