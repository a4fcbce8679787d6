package dev.acrfw.rules;

/** Against earlier files, a new one looks like one that would stop deployments. */
public final class HarmfulUpdateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was lost, with the numbers; a second line says what to do
   */
  public HarmfulUpdateException(String message) {
    super(message);
  }
}
