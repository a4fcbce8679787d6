package dev.acrfw.failure;

/** An input file is not what it should be, or a part of it that is needed is wrong. */
public final class InvalidInputException extends Failure {
  private static final long serialVersionUID = 1L;

  /**
   * @param problem the file, the place and what is wrong
   */
  public InvalidInputException(String problem) {
    this(problem, "");
  }

  /**
   * @param problem the file, the place and what is wrong
   * @param hint what to do
   */
  public InvalidInputException(String problem, String hint) {
    super(problem, hint);
  }
}
