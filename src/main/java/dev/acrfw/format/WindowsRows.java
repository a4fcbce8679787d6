package dev.acrfw.format;

/** The formats for hosts that run Windows. */
final class WindowsRows {
  private static final String BLOCK_BEATS_ALLOW =
      "Windows Firewall lets a block rule beat every allow rule";
  private static final String SET_THE_DEFAULT =
      "set the profile's default instead: Set-NetFirewallProfile -All"
          + " -DefaultOutboundAction Block";

  static final Row WINDOWS =
      new Row("PowerShell script for Windows Firewall", "ps1", "#")
          .cannotEnforce(BLOCK_BEATS_ALLOW, SET_THE_DEFAULT);

  static final Row NETSH =
      new Row("batch file for Windows Firewall without PowerShell", "cmd", "rem")
          .cannotEnforce(BLOCK_BEATS_ALLOW, SET_THE_DEFAULT);

  private WindowsRows() {}
}
