package dev.acrfw.servicetags;

import dev.acrfw.concurrent.Meanwhile;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Where the prefixes come from. */
public final class Source {
  /** The two official sources. Their change numbers have nothing to do with each other. */
  public enum Kind {
    /** The weekly file, "Azure IP Ranges and Service Tags". */
    DOWNLOAD,
    /** The Service Tag Discovery API: az network list-service-tags, REST, PowerShell. */
    API
  }

  private final String file;
  private final Kind kind;
  private final Cloud cloud;
  private final int changeNumber;
  private final Meanwhile<String> sha256;

  Source(String file, Kind kind, Cloud cloud, int changeNumber, Meanwhile<String> sha256) {
    this.file = file;
    this.kind = kind;
    this.cloud = cloud;
    this.changeNumber = changeNumber;
    this.sha256 = sha256;
  }

  /** Returns the file's name without its folder, in printable ASCII; {@code -} for a pipe. */
  public String file() {
    return file;
  }

  /** Returns which of the official sources the file is of. */
  public Kind kind() {
    return kind;
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
