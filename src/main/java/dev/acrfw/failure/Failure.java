package dev.acrfw.failure;

/**
 * Why the program cannot do what it was asked for: a problem, and what to do about it. The type
 * says which exit code it is.
 */
public abstract sealed class Failure extends RuntimeException
    permits HarmfulUpdateException,
        InvalidInputException,
        UnavailableException,
        UnknownOrEmptyException,
        UnsupportedException,
        UsageException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String hint;

  Failure(String problem, String hint) {
    super(problem);
    this.problem = problem;
    this.hint = hint;
  }

  /** Returns what is wrong and where, in one line. */
  public String problem() {
    return problem;
  }

  /** Returns what to do, in one line; empty where the problem says it all. */
  public String hint() {
    return hint;
  }
}
