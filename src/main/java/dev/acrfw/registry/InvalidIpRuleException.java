package dev.acrfw.registry;

/** A text that cannot be an IP rule of a registry. */
public final class InvalidIpRuleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message the text and what is wrong with it; a second line says what to do
   */
  public InvalidIpRuleException(String message) {
    super(message);
  }
}
