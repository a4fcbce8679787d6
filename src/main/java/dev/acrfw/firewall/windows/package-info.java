/** Saved rules of Windows Firewall. */
package dev.acrfw.firewall.windows;
