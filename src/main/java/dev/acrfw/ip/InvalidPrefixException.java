package dev.acrfw.ip;

/** A text that is not an address prefix. */
public final class InvalidPrefixException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason what is wrong with the text, without the text itself
   */
  public InvalidPrefixException(String reason) {
    super(reason, null, false, false);
  }
}
