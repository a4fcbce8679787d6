package dev.acrfw.rules;

/** The selection comes to no address at all. */
public final class EmptySelectionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is empty; a second line says what to do
   */
  public EmptySelectionException(String message) {
    super(message);
  }
}
