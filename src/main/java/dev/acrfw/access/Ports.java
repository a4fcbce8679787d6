package dev.acrfw.access;

import java.util.List;

/**
 * TCP ports at the side that is connected to.
 *
 * @param numbers the ports, ascending
 */
public record Ports(List<Integer> numbers) {

  /** Returns the given ports, which are in ascending order. */
  public static Ports of(Integer... numbers) {
    return new Ports(List.of(numbers));
  }

  /** Returns whether there is just one port. */
  public boolean isSingle() {
    return numbers.size() == 1;
  }

  /** Returns the ports with a separator between them. */
  public String joined(String separator) {
    StringBuilder joined = new StringBuilder();
    for (int port : numbers) {
      joined.append(joined.isEmpty() ? "" : separator).append(port);
    }
    return joined.toString();
  }

  /** Returns the ports, each as a text. */
  public List<String> texts() {
    return numbers.stream().map(String::valueOf).toList();
  }

  /** Written out, as hashCode() is: those that Java makes for a record cost the start 10 ms. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Ports ports && ports.numbers.equals(numbers);
  }

  @Override
  public int hashCode() {
    return numbers.hashCode();
  }
}
