package dev.acrfw.cli;

/** What options stand under in the help, in the order of the help. */
enum Heading {
  OPTIONS("Options"),
  RULES("Rules"),
  SELECTION("Selection"),
  GUARDS("Guards"),
  LINUX("Linux"),
  NSG("Network security groups"),
  OTHER_FORMATS("Other formats"),
  OUTPUT("Output"),
  GENERAL("General");

  private final String text;

  Heading(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
