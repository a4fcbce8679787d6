package dev.acrfw.servicetags;

import dev.acrfw.concurrent.Meanwhile;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Where the prefixes come from. */
public final class Source {
  private final String file;
  private final Cloud cloud;
  private final int changeNumber;
  private final Meanwhile<String> sha256;

  Source(String file, Cloud cloud, int changeNumber, Meanwhile<String> sha256) {
    this.file = file;
    this.cloud = cloud;
    this.changeNumber = changeNumber;
    this.sha256 = sha256;
  }

  /** Returns the file's name without its folder, in printable ASCII; {@code -} for a pipe. */
  public String file() {
    return file;
  }

  /** Returns the cloud that the file is for. */
  public Cloud cloud() {
    return cloud;
  }

  /** Returns the file's change number. */
  public int changeNumber() {
    return changeNumber;
  }

  /**
   * Returns the SHA-256 of the (unpacked) JSON, in lower-case hexadecimal. It takes about as long
   * as reading the document, and only the head of an output needs it, so it is computed meanwhile.
   */
  public String sha256() {
    try {
      return sha256.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
