package dev.acrfw.servicetags;

/** The file is not a service tags file, or a part of it that is needed is wrong. */
public final class InvalidServiceTagsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message the file, the place and what is wrong; a second line says what to do
   */
  public InvalidServiceTagsException(String message) {
    super(message);
  }
}
