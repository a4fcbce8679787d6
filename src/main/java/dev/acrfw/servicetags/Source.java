package dev.acrfw.servicetags;

/**
 * Where the prefixes come from.
 *
 * @param file the file's name without its folder, in printable ASCII; {@code -} for standard input
 * @param cloud the cloud that the file is for
 * @param changeNumber the file's change number
 * @param sha256 the SHA-256 of the (unpacked) JSON, in lower-case hexadecimal
 */
public record Source(String file, Cloud cloud, int changeNumber, String sha256) {}
