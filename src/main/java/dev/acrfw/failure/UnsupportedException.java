package dev.acrfw.failure;

/** A target cannot hold or express what is asked of it. */
public final class UnsupportedException extends Failure {
  private static final long serialVersionUID = 1L;

  /**
   * @param problem which limit or lack, with the numbers
   * @param hint what to do
   */
  public UnsupportedException(String problem, String hint) {
    super(problem, hint);
  }
}
