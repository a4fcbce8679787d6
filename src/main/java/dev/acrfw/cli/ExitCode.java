package dev.acrfw.cli;

import dev.acrfw.access.RegistryEndpoints;
import dev.acrfw.registry.InvalidIpRuleException;
import dev.acrfw.registry.TooManyIpRulesException;
import dev.acrfw.render.UnsupportedPlanException;
import dev.acrfw.rules.EmptySelectionException;
import dev.acrfw.rules.HarmfulUpdateException;
import dev.acrfw.servicetags.InvalidServiceTagsException;
import dev.acrfw.servicetags.UnknownNameException;
import picocli.CommandLine.ParameterException;

/** The exit codes, and the one map from what goes wrong to them. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILURE = 1;
  static final int USAGE = 2;
  static final int BAD_INPUT = 3;
  static final int UNKNOWN_OR_EMPTY = 4;
  static final int UNSUPPORTED = 5;
  static final int HARMFUL = 6;
  static final int DIFFERENT = 10;

  private ExitCode() {}

  static int of(Throwable failure) {
    if (failure instanceof Streams.ClosedPipe) {
      return OK;
    }
    if (failure instanceof ParameterException) {
      return USAGE;
    }
    if (failure instanceof InvalidServiceTagsException
        || failure instanceof RegistryEndpoints.InvalidException
        || failure instanceof InvalidIpRuleException) {
      return BAD_INPUT;
    }
    if (failure instanceof UnknownNameException || failure instanceof EmptySelectionException) {
      return UNKNOWN_OR_EMPTY;
    }
    if (failure instanceof UnsupportedPlanException || failure instanceof TooManyIpRulesException) {
      return UNSUPPORTED;
    }
    if (failure instanceof HarmfulUpdateException) {
      return HARMFUL;
    }
    return FAILURE;
  }
}
