package dev.acrfw.servicetags;

/** The file has no tag, or no region, of the name that was asked for. */
public final class UnknownNameException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is unknown and where; a second line names the nearest
   */
  public UnknownNameException(String message) {
    super(message);
  }
}
