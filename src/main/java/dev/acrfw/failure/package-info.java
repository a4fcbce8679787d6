/** Why the program cannot do what it was asked for: one type for each exit code. */
package dev.acrfw.failure;
