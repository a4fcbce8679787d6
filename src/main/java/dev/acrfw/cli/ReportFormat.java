package dev.acrfw.cli;

/** How a command that reports shows what it found. */
enum ReportFormat {
  TABLE,
  JSON
}
