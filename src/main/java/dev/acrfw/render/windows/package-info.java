/** Windows Firewall: PowerShell and netsh. */
package dev.acrfw.render.windows;
