package dev.acrfw.failure;

/** A command line that cannot be followed. */
public final class UsageException extends Failure {
  private static final long serialVersionUID = 1L;

  /**
   * @param problem which option, and what is wrong with it
   */
  public UsageException(String problem) {
    this(problem, "");
  }

  /**
   * @param problem which option, and what is wrong with it
   * @param hint what to say instead
   */
  public UsageException(String problem, String hint) {
    super(problem, hint);
  }
}
