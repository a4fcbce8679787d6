package dev.acrfw.format;

import dev.acrfw.option.Option;
import java.util.ArrayList;
import java.util.List;

/** What the program has to know of one format, as its row in {@link Format} says it. */
final class Row {
  final String description;
  final String extension;
  final String comment;
  final List<Option<?>> options = new ArrayList<>();
  final List<Option<?>> removalOptions = new ArrayList<>();
  boolean readsEarlier;
  boolean namesTags;
  String mainFile = "";
  String limits = "";
  String whyNotEnforce = "";
  String insteadOfEnforcing = "";
  String whyNotRemove = "";
  String insteadOfRemoving = "";

  /**
   * @param description what an output of the format is, in one line
   * @param extension of a file with an output, without a dot
   * @param comment what starts a comment; empty where there are none
   */
  Row(String description, String extension, String comment) {
    this.description = description;
    this.extension = extension;
    this.comment = comment;
  }

  /** Names the options that mean something in the format. */
  Row options(List<Option<?>> all, Option<?>... more) {
    options.addAll(all);
    options.addAll(List.of(more));
    return this;
  }

  /** Names those of the options that mean something where everything is taken away. */
  Row removalOptions(Option<?>... wanted) {
    removalOptions.addAll(List.of(wanted));
    return this;
  }

  /**
   * Says that an output is a folder of files.
   *
   * @param file the path of the one that tells what it was made from; NAME is the installation's
   */
  Row folder(String file) {
    mainFile = file;
    return this;
  }

  /** Says that an output follows from an earlier one as well: numbers or names that stay. */
  Row readsEarlier() {
    readsEarlier = true;
    return this;
  }

  /** Says that an output names tags and hosts, never addresses. */
  Row namesTags() {
    namesTags = true;
    return this;
  }

  /** Says how much an output takes, with the source of the fact at the constant that it is from. */
  Row limits(String what) {
    limits = what;
    return this;
  }

  /** Says why an output cannot drop anything, and what to do instead. */
  Row cannotEnforce(String why, String instead) {
    whyNotEnforce = why;
    insteadOfEnforcing = instead;
    return this;
  }

  /** Says why an output cannot take away what earlier ones made, and what can. */
  Row cannotRemove(String why, String instead) {
    whyNotRemove = why;
    insteadOfRemoving = instead;
    return this;
  }
}
