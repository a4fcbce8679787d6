package dev.acrfw.fetch;

/** A file could not be had, or what came is not one to keep. */
public final class FetchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what went wrong and where; a second line says what to do
   */
  public FetchException(String message) {
    super(message);
  }
}
