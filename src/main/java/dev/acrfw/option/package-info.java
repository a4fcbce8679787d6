/**
 * The declarations of options: the one source for parser, help, completion, messages, canonical
 * command lines and the tables of the documentation.
 */
package dev.acrfw.option;
