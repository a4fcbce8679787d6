package dev.acrfw.render;

/** A format cannot hold or express the plan. */
public final class UnsupportedPlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message which limit or lack, with the numbers; a second line says what to do
   */
  public UnsupportedPlanException(String message) {
    super(message);
  }
}
