package dev.acrfw.failure;

/** A name that the file does not have, or a selection that comes to nothing. */
public final class UnknownOrEmptyException extends Failure {
  private static final long serialVersionUID = 1L;

  /**
   * @param problem what is unknown or empty, and where
   */
  public UnknownOrEmptyException(String problem) {
    this(problem, "");
  }

  /**
   * @param problem what is unknown or empty, and where
   * @param hint the nearest names, or what to do
   */
  public UnknownOrEmptyException(String problem, String hint) {
    super(problem, hint);
  }
}
