package dev.acrfw.cli;

/** What options stand under in the help, in the order of the help. */
enum Heading {
  OPTIONS("Options", true),
  RULES("Rules", true),
  SELECTION("Selection", true),
  GUARDS("Guards", false),
  LINUX("Linux", false),
  NSG("Network security groups", false),
  OTHER_FORMATS("Other formats", false),
  OUTPUT("Output", true),
  GENERAL("General", true);

  private final String text;
  private final boolean inShortHelp;

  Heading(String text, boolean inShortHelp) {
    this.text = text;
    this.inShortHelp = inShortHelp;
  }

  /** Returns whether the short help has these options as well. */
  boolean isInShortHelp() {
    return inShortHelp;
  }

  String text() {
    return text;
  }
}
