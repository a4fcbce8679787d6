package dev.acrfw.lookup;

import java.io.IOException;
import java.io.InputStream;

/**
 * Counts the addresses of a log, whatever wrote it, in one pass and in bounded memory. A record is
 * a line, or what stands between two quotes, which is how flow logs of Azure hold theirs.
 */
public final class LogReader {
  private static final int CHUNK = 1 << 16;

  /** A longer record is taken in pieces. */
  private static final int LONGEST = 1 << 16;

  private LogReader() {}

  /** Reads a log to its end. */
  public static LogCounts read(InputStream in) throws IOException {
    LogCounts counts = new LogCounts();
    LogRecord parser = new LogRecord(counts);
    byte[] buffer = new byte[CHUNK + LONGEST];
    int kept = 0;
    int read;
    while ((read = in.read(buffer, kept, CHUNK)) >= 0) {
      int end = kept + read;
      int start = 0;
      for (int i = kept; i < end; i++) {
        if (buffer[i] == '\n' || buffer[i] == '"') {
          if (buffer[i] == '\n') {
            counts.countLine();
          }
          parser.read(buffer, start, i);
          start = i + 1;
        }
      }
      if (end - start > LONGEST) {
        parser.read(buffer, start, end);
        start = end;
      }
      kept = end - start;
      System.arraycopy(buffer, start, buffer, 0, kept);
    }
    if (kept > 0) {
      counts.countLine();
      parser.read(buffer, 0, kept);
    }
    return counts;
  }
}
