/** The command line: declare, parse, check, call, print. Nothing but the main classes knows it. */
package dev.acrfw.cli;
