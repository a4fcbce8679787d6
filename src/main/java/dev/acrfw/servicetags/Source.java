package dev.acrfw.servicetags;

/** Where the prefixes come from. */
public final class Source {
  private final String file;
  private final Cloud cloud;
  private final int changeNumber;
  private final Checksum checksum;

  Source(String file, Cloud cloud, int changeNumber, Checksum checksum) {
    this.file = file;
    this.cloud = cloud;
    this.changeNumber = changeNumber;
    this.checksum = checksum;
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

  /** Returns the SHA-256 of the (unpacked) JSON, in lower-case hexadecimal. */
  public String sha256() {
    return checksum.sha256();
  }
}
