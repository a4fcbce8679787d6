package dev.acrfw.servicetags;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a document. It takes about as long as reading the document, and only the head of
 * an output needs it, so it is computed on a thread of its own meanwhile.
 */
final class Checksum extends Thread {
  private final byte[] document;
  private String sha256;

  private Checksum(byte[] document) {
    super("sha256");
    this.document = document;
    setDaemon(true);
  }

  static Checksum startOf(byte[] document) {
    Checksum checksum = new Checksum(document);
    checksum.start();
    return checksum;
  }

  @Override
  public void run() {
    try {
      sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the end and returns the SHA-256 in lower-case hexadecimal. */
  String sha256() {
    try {
      join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return sha256;
  }
}
