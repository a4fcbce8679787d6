package dev.acrfw.failure;

/** Against earlier files, a new one looks like one that would stop deployments. */
public final class HarmfulUpdateException extends Failure {
  private static final long serialVersionUID = 1L;

  /**
   * @param problem what was lost, with the numbers
   * @param hint what to do
   */
  public HarmfulUpdateException(String problem, String hint) {
    super(problem, hint);
  }
}
