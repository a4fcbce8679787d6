package dev.acrfw.failure;

/** A file could not be had, or there is no place to keep it. */
public final class UnavailableException extends Failure {
  private static final long serialVersionUID = 1L;

  /**
   * @param problem what went wrong and where
   */
  public UnavailableException(String problem) {
    this(problem, "");
  }

  /**
   * @param problem what went wrong and where
   * @param hint what to do
   */
  public UnavailableException(String problem, String hint) {
    super(problem, hint);
  }
}
