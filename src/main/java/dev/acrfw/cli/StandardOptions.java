package dev.acrfw.cli;

import picocli.CommandLine.Option;

/** Options of every command. */
final class StandardOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  private boolean version;

  @Option(names = "--verbose", description = "With an error, show where in acrfw it arose.")
  private boolean verbose;
}
